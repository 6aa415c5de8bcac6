using System.Globalization;
using PrivacyAnalyzers.Benchmarks;

if (Options.Parse(args) is not { } options)
{
    Console.WriteLine(Options.Help);
    return 1;
}

var folder = Path.Combine(AppContext.BaseDirectory, "work");
Directory.CreateDirectory(folder);
var subject = options.Project is { } project ? Subject.Of(project) : Subject.Generated(options, folder);
if (options.Profile)
{
    await Profile.RunAsync(subject);
    return 0;
}

var sdk = new Sdk(Directory.GetCurrentDirectory());
var peers = new Peers(Path.Combine(folder, "peers"));
peers.Restore();
var variants = Variant.All(sdk, peers, subject)
    .ToList();
if (options.Only.Count > 0)
{
    var besides = variants.Where(variant => options.Only.Contains(variant.Key)).Select(variant => variant.Beside).ToHashSet();
    variants.RemoveAll(variant => variant.Key != Variant.Bare && !besides.Contains(variant.Key) && !options.Only.Contains(variant.Key));
}
var compiler = new Compiler(sdk, subject, folder);
var measured = variants.ToDictionary(variant => variant, _ => new List<Command.Result>());

// One unmeasured round brings everything into the system's cache. Then round by round, so that what else the machine does
// falls on all variants alike.
for (var run = -1; run < options.Runs; run++)
{
    foreach (var variant in variants)
    {
        var result = compiler.Compile(variant);
        if (run >= 0)
            measured[variant].Add(result);
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject.Name}: {subject.Lines} lines; median of {options.Runs} runs, {Environment.ProcessorCount} processors"));
Console.WriteLine();
Console.WriteLine("| Variant | CPU s | × | Wall s | × | Peak MB | × | CPU µs a line more | Findings |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach (var variant in variants)
{
    var (cpu, wall, peak) = (Of(variant, result => result.Cpu), Of(variant, result => result.Wall), Of(variant, result => result.PeakMegabytes));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {variant.Name} | {cpu.Median:0.00} | {cpu.Ratio:0.00} | {wall.Median:0.00} | {wall.Ratio:0.00} | {peak.Median:0} | {peak.Ratio:0.00} | {(cpu.Median - Median(Beside(variant).Select(result => result.Cpu))) / subject.Lines * 1e6:0.0} | {Compiler.Findings(measured[variant][0].Output)} |"));
}
return 0;

// The ratio is that of each round, so that it compares neighbours in time.
(double Median, double Ratio) Of(Variant variant, Func<Command.Result, double> part) =>
    (Median(measured[variant].Select(part)), Median(measured[variant].Zip(Beside(variant), (one, none) => part(one) / part(none))));

List<Command.Result> Beside(Variant variant) => measured[variants.Single(other => other.Key == variant.Beside)];

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
