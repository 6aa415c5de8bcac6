using PrivacyAnalyzers.CodeFixes.Permissions;
using PrivacyAnalyzers.Rules.Permissions;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV6005Tests
{
    [Fact]
    public Task Rule() => new PrivacyTest<PeriodicCollectionAnalyzer>
    {
        Policy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" } },
              "categories": {},
              "permissions": {
                "wifi": { "description": "Find", "purposes": ["setup"] },
                "nfc": { "description": "Read", "purposes": ["setup"], "periodic": true }
              }
            }
            """,
        TestCode = """
            using PrivacyAnalyzers;
            using Microsoft.Extensions.Hosting;

            public class Radio
            {
                [RequiresPermission("wifi")]
                public Task<string?> ScanAsync() => Task.FromResult<string?>(null);

                [RequiresPermission("nfc")]
                public void Touch() { }
            }

            public class Loops(Radio radio)
            {
                public async Task Endless(CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        radio.Touch();
                        await [|radio.ScanAsync()|];
                        await Task.Delay(1000, stop);
                    }
                }

                public async Task<string?> UntilFound()
                {
                    while (true)
                    {
                        var found = await radio.ScanAsync();
                        if (found is not null)
                            return found;
                    }
                }

                public async Task Ticks()
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                    while (await timer.WaitForNextTickAsync())
                        await Helper();
                }

                private async Task Helper() => await [|radio.ScanAsync()|];

                public async Task Bounded()
                {
                    for (var i = 0; i < 3; i++)
                        await radio.ScanAsync();
                }
            }

            public class Timers(Radio radio)
            {
                private readonly System.Timers.Timer _once = new(1000) { AutoReset = false };
                private readonly System.Timers.Timer _often = new(1000);
                private Timer? _thread;

                public void Start()
                {
                    _once.Elapsed += async (_, _) => await radio.ScanAsync();
                    _often.Elapsed += async (_, _) => await [|radio.ScanAsync()|];
                    _thread = new Timer(Tick, null, 0, 1000);
                    _thread = new Timer(_ => radio.ScanAsync(), null, 1000, Timeout.Infinite);
                }

                public void Two_of_one_name()
                {
                    var timer = new System.Timers.Timer(1000);
                    timer.Elapsed += async (_, _) => await [|radio.ScanAsync()|];
                }

                public void Of_one_name()
                {
                    var timer = new System.Timers.Timer(1000) { AutoReset = false };
                    timer.Elapsed += async (_, _) => await radio.ScanAsync();
                }

                private void Tick(object? state) => [|radio.ScanAsync()|];
            }

            public class Service(Radio radio) : BackgroundService
            {
                public override async Task StartAsync(CancellationToken stop) => await radio.ScanAsync();

                protected override async Task ExecuteAsync(CancellationToken stop) => await [|radio.ScanAsync()|];
            }
            """,
    }.RunAsync();

    [Fact]
    public Task The_fix_says_periodic() => new PrivacyFixTest<PeriodicCollectionAnalyzer, PermissionFix>
    {
        Policy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" }, "ads": { "description": "Advertise" } },
              "categories": {},
              "permissions": {
                "camera": { "description": "Scan", "purposes": ["setup"] }
              }
            }
            """,
        TestCode = """
            using PrivacyAnalyzers;

            public class Scanner
            {
                [RequiresPermission("camera")]
                public void Scan() { }

                public void Use()
                {
                    while (true)
                        [|Scan()|];
                }
            }
            """,
        FixedCode = """
            using PrivacyAnalyzers;

            public class Scanner
            {
                [RequiresPermission("camera")]
                public void Scan() { }

                public void Use()
                {
                    while (true)
                        Scan();
                }
            }
            """,
        FixedPolicy = """
            {
              "name": "N", "version": "1",
              "purposes": { "setup": { "description": "Set up" }, "ads": { "description": "Advertise" } },
              "categories": {},
              "permissions": {
                "camera": { "description": "Scan", "purposes": ["setup"], "periodic": true }
              }
            }
            """,
    }.RunAsync();
}
