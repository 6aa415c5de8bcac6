using System.Globalization;
using System.Text;

namespace PrivacyAnalyzers.Benchmarks;

/// <summary>
/// Writes application code as it is found in services: entities, transfer objects, repositories, services, handlers and
/// helpers that call one another. The same seed gives the same code. One member in a hundred is marked as personal.
/// </summary>
internal sealed class Generator(int seed)
{
    internal const string Policy =
        """
        {
          "name": "Benchmark",
          "version": "1",
          "purposes": { "account": { "description": "Keep the account" }, "billing": { "description": "Send bills" } },
          "categories": {
            "contact": { "description": "Contact data", "purposes": ["account"], "retention": "P30D" },
            "identity": { "description": "Identity", "purposes": ["account", "billing"], "retention": "account" },
            "location": { "description": "Where", "purposes": ["account"], "retention": "P1D" }
          }
        }
        """;

    private const string Header =
        """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;
        using PrivacyAnalyzers;

        """;

    private static readonly string[] s_nouns = ["Order", "Invoice", "Customer", "Device", "Alarm", "Session", "Shipment", "Ticket", "Product", "Report", "Payment", "Camera", "Channel", "Message", "Plan", "Visit"];
    private static readonly string[] s_adjectives = ["Open", "Draft", "Archived", "Shared", "Remote", "Local", "Pending", "Common", "Special", "Nightly"];
    private static readonly string[] s_members = ["Title", "Code", "Status", "Note", "Owner", "Region", "Channel", "Source", "Target", "Label", "Kind", "Version", "Comment", "Reference", "Group", "Topic"];
    private static readonly string[] s_personal = ["Email", "Phone", "FullName", "Street", "BirthPlace", "LastPosition"];
    private static readonly string[] s_categories = ["contact.email", "contact.phone", "identity.name", "contact.address", "identity.birth-place", "location.precise"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _modules;
    private int _members;
    private int _marked;
    private int _indent;

    /// <summary>Files of together at least <paramref name="lines"/> lines.</summary>
    internal IEnumerable<(string Name, string Text, int Lines)> Files(int lines)
    {
        for (var written = 0; written < lines;)
        {
            var text = Module();
            var count = text.Count(character => character == '\n');
            written += count;
            yield return ($"Module{_modules - 1}.cs", text, count);
        }
    }

    private string Module()
    {
        var number = _modules++;
        var name = Pick(s_adjectives) + Pick(s_nouns) + number.ToString(CultureInfo.InvariantCulture);
        var texts = Enumerable.Range(0, 3 + _random.Next(5)).Select(i => Pick(s_members) + i).ToList();
        var numbers = Enumerable.Range(0, 2 + _random.Next(3)).Select(i => "Amount" + i).ToList();
        var personal = Personal(texts.Count + numbers.Count + 4);

        _text.Clear();
        _text.Append(Header);
        Line($"namespace App.Module{number};");
        Line();
        Entity(name, texts, numbers, personal);
        Repository(name, texts);
        Helpers(name, number);
        Service(name, number, texts, numbers, personal);
        Handler(name, texts);
        return _text.ToString();
    }

    /// <summary>Names of the module's marked members: as many as keep one in a hundred.</summary>
    private List<int> Personal(int members)
    {
        _members += members + 10;
        var result = new List<int>();
        while (_marked * 100 < _members)
        {
            var which = _random.Next(s_personal.Length);
            if (!result.Contains(which))
                result.Add(which);
            _marked++;
        }
        return result;
    }

    private void Entity(string name, List<string> texts, List<string> numbers, List<int> personal)
    {
        Open($"public enum {name}State");
        Line("New, Active, Blocked, Closed,");
        Close();
        Open($"public sealed class {name}");
        Line("public int Id { get; set; }");
        Line($"public {name}State State {{ get; set; }}");
        Line("public DateTime Created { get; set; }");
        Line("public List<string> Tags { get; } = [];");
        foreach (var text in texts)
            Line($"public string {text} {{ get; set; }} = \"\";");
        foreach (var number in numbers)
            Line($"public decimal {number} {{ get; set; }}");
        foreach (var which in personal)
        {
            Line($"[PersonalInformation(\"{s_categories[which]}\", \"account\")]");
            Line($"public string {s_personal[which]} {{ get; set; }} = \"\";");
        }
        Close();
        Line($"public sealed record {name}Dto(int Id, string Text, decimal Total, {name}State State);");
        Line();
    }

    private void Repository(string name, List<string> texts)
    {
        Open($"public interface I{name}Repository");
        Line($"Task<{name}?> FindAsync(int id, CancellationToken token);");
        Line($"Task SaveAsync({name} item, CancellationToken token);");
        Line($"IReadOnlyList<{name}> All();");
        Close();
        Open($"public sealed class {name}Repository : I{name}Repository");
        Line($"private readonly Dictionary<int, {name}> _items = new();");
        Line("private readonly object _gate = new();");
        Line();
        Open($"public async Task<{name}?> FindAsync(int id, CancellationToken token)");
        Line("await Task.Yield();");
        Line("token.ThrowIfCancellationRequested();");
        Open("lock (_gate)");
        Line("return _items.TryGetValue(id, out var item) ? item : null;");
        Close(2);
        Open($"public Task SaveAsync({name} item, CancellationToken token)");
        Line("ArgumentNullException.ThrowIfNull(item);");
        Open("lock (_gate)");
        Line("_items[item.Id] = item;");
        Close(1);
        Line("return Task.CompletedTask;");
        Close();
        Open($"public IReadOnlyList<{name}> All()");
        Open("lock (_gate)");
        Line($"return _items.Values.OrderBy(item => item.{texts[0]}).ToList();");
        Close(3);
    }

    private void Helpers(string name, int number)
    {
        Open($"public static class {name}Helpers");
        for (var i = 0; i < 4; i++)
        {
            Open($"public static string Format{i}(string text, int width)");
            Line("var builder = new StringBuilder();");
            Open("foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))");
            Open("if (builder.Length + part.Length > width)");
            Line("builder.AppendLine();");
            Close(1);
            Line("builder.Append(part.Trim()).Append(' ');");
            Close(1);
            Line(i > 0 ? $"return Format{i - 1}(builder.ToString(), width / 2);"
                : number > 0 && _random.Next(2) == 0 ? $"return builder.ToString() + {Earlier(number)}Text.Suffix(width);"
                : "return builder.ToString();");
            Close();
            Open($"public static decimal Round{i}(decimal value, int digits)");
            Line("var factor = 1m;");
            Open("for (var i = 0; i < digits; i++)");
            Line("factor *= 10;");
            Close(1);
            Line("return decimal.Truncate(value * factor) / factor;");
            Close();
        }
        Close();
        Open($"public static class Module{number}Text");
        Line("public static string Suffix(int width) => width.ToString(CultureInfo.InvariantCulture) + \"px\";");
        Close();
    }

    private void Service(string name, int number, List<string> texts, List<string> numbers, List<int> personal)
    {
        if (_random.Next(3) == 0)
            Line("[Purpose(\"account\")]");
        Open($"public sealed class {name}Service(I{name}Repository repository, ILogger<{name}Service> logger, HttpClient http)");
        Line($"private readonly Dictionary<string, {name}Dto> _cache = new();");
        Line("private int _count;");
        Line();
        for (var i = 0; i < 6 + _random.Next(5); i++)
            Method(name, i, texts, numbers);
        foreach (var which in personal)
            UseOf(name, s_personal[which], texts);
        Line($"private {name}Dto Map({name} item) => new(item.Id, item.{Pick(texts)}, item.{Pick(numbers)} * 2, item.State);");
        Close();
    }

    private void UseOf(string name, string member, List<string> texts)
    {
        Open($"public async Task Set{member}Async(int id, string value, CancellationToken token)");
        Line("var item = await repository.FindAsync(id, token).ConfigureAwait(false);");
        Open("if (item is null)");
        Line("return;");
        Close(1);
        Line($"item.{member} = {name}Helpers.Format1(value, 20);");
        Line($"var shown = item.{member}.Length > 3 ? item.{member}[..1] + \"***\" : \"\";");
        Line($"item.{Pick(texts)} = shown;");
        Line($"logger.LogInformation(\"Changed {{Value}} of {{Id}}\", item.{member}, item.Id);");
        Line("await repository.SaveAsync(item, token).ConfigureAwait(false);");
        Close();
        Open($"public IReadOnlyDictionary<string, int> CountBy{member}()");
        Line($"return repository.All().GroupBy(item => item.{member}.Split('@')[^1]).ToDictionary(group => group.Key, group => group.Count());");
        Close();
    }

    private void Method(string name, int index, List<string> texts, List<string> numbers)
    {
        switch (_random.Next(9))
        {
            case 0:
                Open($"public async Task<{name}Dto?> Load{index}Async(int id, CancellationToken token)");
                Line("var item = await repository.FindAsync(id, token).ConfigureAwait(false);");
                Open("if (item is null)");
                Line("logger.LogWarning(\"Nothing has the id {Id}\", id);");
                Line("return null;");
                Close(1);
                Line("_count++;");
                Line("return Map(item);");
                Close();
                break;
            case 1:
                Open($"public List<string> Validate{index}({name} item)");
                Line("var errors = new List<string>();");
                foreach (var text in texts)
                {
                    Open($"if (string.IsNullOrWhiteSpace(item.{text}) || item.{text}.Length > {20 + _random.Next(80)})");
                    Line($"errors.Add(nameof(item.{text}) + \" is not valid\");");
                    Close(1);
                }
                Line("return errors;");
                Close();
                break;
            case 2:
                Open($"public decimal Total{index}(IEnumerable<{name}> items, decimal rate)");
                Line("decimal total = 0;");
                Open("foreach (var item in items)");
                Open($"if (item.State == {name}State.Closed)");
                Line("continue;");
                Close(1);
                Line($"var part = item.{Pick(numbers)} * rate;");
                Line($"total += part > {_random.Next(500)} ? {name}Helpers.Round1(part, 2) : part / 2;");
                Close(1);
                Line("return total;");
                Close();
                break;
            case 3:
                Open($"public IReadOnlyList<{name}Dto> Search{index}(string term, int take)");
                Line("return repository.All()");
                Line($"    .Where(item => item.{Pick(texts)}.Contains(term, StringComparison.OrdinalIgnoreCase) && item.Tags.Count < take)");
                Line($"    .OrderByDescending(item => item.{Pick(numbers)})");
                Line("    .Select(Map)");
                Line("    .Take(take)");
                Line("    .ToList();");
                Close();
                break;
            case 4:
                Open($"public string Describe{index}({name} item) => item.State switch");
                Line($"{name}State.New => $\"new: {{item.{Pick(texts)}}}\",");
                Line($"{name}State.Active when item.{Pick(numbers)} > 10 => {name}Helpers.Format2(item.{Pick(texts)}, {10 + _random.Next(50)}),");
                Line($"{name}State.Blocked => \"blocked since \" + item.Created.ToString(\"d\", CultureInfo.InvariantCulture),");
                Line($"_ => item.{Pick(texts)} + \" (\" + item.Id + \")\",");
                _indent--;
                Line("};");
                Line();
                break;
            case 5:
                Open($"public async Task<string> Fetch{index}Async(string path, CancellationToken token)");
                Open("for (var attempt = 0; ; attempt++)");
                Open("try");
                Line("using var response = await http.GetAsync(new Uri(path, UriKind.Relative), token).ConfigureAwait(false);");
                Line("response.EnsureSuccessStatusCode();");
                Line("return await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);");
                Close(1);
                Open("catch (HttpRequestException e) when (attempt < 3)");
                Line("logger.LogError(e, \"Attempt {Attempt} failed\", attempt);");
                Line("await Task.Delay(100 << attempt, token).ConfigureAwait(false);");
                Close(3);
                break;
            case 6:
                Open($"public {name} Parse{index}(string line)");
                Line("var cells = line.Split(';');");
                Line($"var item = new {name} {{ Id = int.Parse(cells[0], CultureInfo.InvariantCulture), Created = DateTime.UnixEpoch }};");
                for (var i = 0; i < texts.Count; i++)
                {
                    Open($"if (cells.Length > {i + 1})");
                    Line($"item.{texts[i]} = cells[{i + 1}].Trim();");
                    Close(1);
                }
                Line("item.Tags.AddRange(cells.Skip(10));");
                Line("return item;");
                Close();
                break;
            case 7:
                Open($"public Dictionary<string, decimal> Summarize{index}()");
                Line("var result = new Dictionary<string, decimal>();");
                Open("foreach (var item in repository.All())");
                Line($"var key = item.{Pick(texts)} + \"/\" + item.State;");
                Line("result.TryGetValue(key, out var sum);");
                Line($"result[key] = sum + item.{Pick(numbers)};");
                Close(1);
                Open("if (result.Count == 0)");
                Line("logger.LogDebug(\"Nothing to summarize\");");
                Close(1);
                Line("return result;");
                Close();
                break;
            default:
                Open($"public void Refresh{index}(Action<{name}Dto>? changed)");
                Open("foreach (var item in repository.All())");
                Line($"var key = {name}Helpers.Format0(item.{Pick(texts)}, {_random.Next(30)});");
                Open("if (!_cache.TryGetValue(key, out var known) || known.State != item.State)");
                Line("known = Map(item) with { Text = key };");
                Line("_cache[key] = known;");
                Line("changed?.Invoke(known);");
                Close(2);
                Line("_count = _cache.Count;");
                Close();
                break;
        }
    }

    private void Handler(string name, List<string> texts)
    {
        Line("[ApiController]");
        Line($"[Route(\"{name}\")]");
        Open($"public sealed class {name}Controller({name}Service service, I{name}Repository repository) : ControllerBase");
        Line("[HttpGet(\"{id}\")]");
        Open($"public async Task<ActionResult<{name}Dto>> Get(int id, CancellationToken token)");
        Line("var item = await repository.FindAsync(id, token);");
        Line($"return item is null ? NotFound() : new {name}Dto(item.Id, item.{Pick(texts)}, 0, item.State);");
        Close();
        Line("[HttpPost]");
        Open($"public async Task<IActionResult> Post(string text, CancellationToken token)");
        Open("if (text.Length > 1000 || service is null)");
        Line("return BadRequest();");
        Close(1);
        Line($"await repository.SaveAsync(new {name} {{ Id = text.Length, {Pick(texts)} = text }}, token);");
        Line("return Ok();");
        Close(2);
    }

    /// <summary>Beginning of the name of a helper type of an earlier module, with its namespace.</summary>
    private string Earlier(int number)
    {
        var module = "Module" + _random.Next(number).ToString(CultureInfo.InvariantCulture);
        return module + "." + module;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private void Open(string head)
    {
        Line(head);
        Line("{");
        _indent++;
    }

    /// <summary>Closes blocks, the last one followed by an empty line.</summary>
    private void Close(int blocks = 0)
    {
        for (var i = 0; i < Math.Max(blocks, 1); i++)
        {
            _indent--;
            Line("}");
        }
        if (blocks != 1)
            Line();
    }

    private void Line(string text = "") => _text.Append(text.Length > 0 ? new string(' ', _indent * 4) : "").Append(text).Append('\n');
}
