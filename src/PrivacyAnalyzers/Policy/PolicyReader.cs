using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.Policy;

/// <summary>
/// Makes a policy of its JSON, and says what is wrong with it. What can be understood is kept, so that one mistake does not
/// bring others about.
/// </summary>
internal sealed class PolicyReader
{
    /// <summary>The rule that reports what cannot be read.</summary>
    internal const string Unreadable = "PRIV9002";

    /// <summary>The rule that reports an id without an entry.</summary>
    internal const string UnknownEntry = "PRIV9003";

    /// <summary>Property of a PRIV9003 problem: the id that has no entry.</summary>
    internal const string IdProperty = "id";

    /// <summary>Property of a PRIV9003 problem: the kind of entry that is missing.</summary>
    internal const string KindProperty = "kind";

    /// <summary>Property of a PRIV9003 problem: the id that may be meant.</summary>
    internal const string NearestProperty = "nearest";

    private static readonly string[] s_protections = ["encrypted", "plain"];
    private static readonly string[] s_bases = ["consent", "contract", "legal-obligation", "vital-interests", "public-interest", "legitimate-interests"];

    private readonly JsonTree _tree;
    private readonly List<PolicyProblem> _problems = [];
    private readonly List<(PolicyText Id, PolicyKind Kind)> _references = [];

    private PolicyReader(JsonTree tree) => _tree = tree;

    internal static PrivacyPolicy Read(JsonTree tree, ImmutableArray<PolicyProblem>.Builder problems)
    {
        if (tree.Root is not { Kind: JsonKind.Object } root)
        {
            problems.Add(SyntaxProblem(tree));
            return PrivacyPolicy.Empty;
        }
        var reader = new PolicyReader(tree);
        var policy = reader.ReadPolicy(root);
        reader.CheckReferences(policy);
        problems.AddRange(reader._problems.OrderBy(p => p.Location.SourceSpan.Start));
        return policy;
    }

    /// <summary>The one problem of a file that is no JSON object.</summary>
    internal static PolicyProblem SyntaxProblem(JsonTree tree) =>
        tree.Root is { } root
            ? Problem(tree, root.Span, "a policy is a JSON object")
            : Problem(tree, tree.ErrorSpan, tree.Error ?? "the file cannot be read");

    /// <summary>Whether a text is an id: <c>[a-z][a-z0-9]*(-[a-z0-9]+)*</c>, joined by dots.</summary>
    internal static bool IsId(string text)
    {
        foreach (var part in text.Split('.'))
        {
            var words = part.Split('-');
            if (part.Length == 0 || part[0] is < 'a' or > 'z')
                return false;
            foreach (var word in words)
                if (word.Length == 0 || word.Any(c => c is not (>= 'a' and <= 'z' or >= '0' and <= '9')))
                    return false;
        }
        return true;
    }

    private static PolicyProblem Problem(JsonTree tree, TextSpan span, string message) =>
        new(Unreadable, tree.LocationOf(span), message, ImmutableDictionary<string, string?>.Empty);

    private PrivacyPolicy ReadPolicy(JsonNode root)
    {
        var o = Open(root, "policy", "$schema", "name", "version", "controller", "contact", "purposes", "categories", "permissions", "recipients",
            "hosts", "storage", "transport", "crossBorder", "children", "obligations", "classifications", "changes");
        o.Require("name", "version", "purposes", "categories");

        Text(o, "$schema");
        var name = Text(o, "name", required: true);
        var version = Text(o, "version", required: true);
        var controller = Text(o, "controller");

        var purposes = Entries(o, "purposes", ReadPurpose);
        var categories = Entries(o, "categories", ReadCategory);
        var permissions = Entries(o, "permissions", ReadPermission);
        var recipients = Entries(o, "recipients", ReadRecipient);
        var obligations = Entries(o, "obligations", ReadObligation);

        var promisesRights = obligations.Keys.Any(id => PrivacyPolicy.IsSameOrNarrower(id, "rights"));
        var contact = Text(o, "contact", required: promisesRights);
        if (promisesRights && o["contact"] is null)
            Report(o["obligations"]!.KeySpan, "'contact' is missing, to whom people turn for the rights that 'obligations' promises");

        var storage = Object(o, "storage", "protection", "regions");
        var transport = Object(o, "transport", "protection");
        var crossBorder = Object(o, "crossBorder", "allowedBy");
        var children = Object(o, "children", "age", "purposes");

        return new PrivacyPolicy
        {
            Name = name?.Value ?? "",
            Version = version,
            Controller = controller,
            Contact = contact,
            Purposes = purposes,
            Categories = categories,
            Permissions = permissions,
            Recipients = recipients,
            Obligations = obligations,
            OwnHosts = Texts(o, "hosts").Values(),
            StorageProtection = OneOf(storage, "protection", s_protections) ?? "encrypted",
            StorageRegions = Texts(storage, "regions").Values(),
            TransportProtection = OneOf(transport, "protection", s_protections) ?? "encrypted",
            CrossBorderAllowedBy = ReadAllowedBy(crossBorder),
            ChildrenAge = Age(children),
            ChildrenPurposes = References(children, "purposes", PolicyKind.Purpose).Values(),
            Classifications = ReadClassifications(o),
            Changes = ReadChanges(o),
        };
    }

    private PurposeEntry ReadPurpose(JsonMember member)
    {
        var o = Open(member.Value, "purpose", "description", "basis", "compatibleWith");
        o.Require("description");
        return new PurposeEntry
        {
            Id = member.Name,
            Location = _tree.LocationOf(member.KeySpan),
            Span = member.KeySpan,
            Description = Text(o, "description", required: true)?.Value ?? "",
            Basis = OneOf(o, "basis", s_bases) ?? "contract",
            CompatibleWith = References(o, "compatibleWith", PolicyKind.Purpose, any: true),
        };
    }

    private CategoryEntry ReadCategory(JsonMember member)
    {
        var o = Open(member.Value, "category", "description", "purposes", "retention", "storage", "sensitive");
        o.Require("description");
        var retention = Text(o, "retention");
        if (retention is not null && retention.Value is not ("account" or "none" or "permanent") && !Retention.IsDuration(retention.Value))
        {
            Report(retention.Span, $"'{retention.Value}' is no retention: it is an ISO 8601 duration (P30D), 'account', 'none' or 'permanent'");
            retention = null;
        }
        return new CategoryEntry
        {
            Id = member.Name,
            Location = _tree.LocationOf(member.KeySpan),
            Span = member.KeySpan,
            Description = Text(o, "description", required: true)?.Value ?? "",
            PurposeTexts = References(o, "purposes", PolicyKind.Purpose),
            Retention = retention,
            Storage = OneOf(o, "storage", s_protections),
            Sensitive = Flag(o, "sensitive"),
        };
    }

    private PermissionEntry ReadPermission(JsonMember member)
    {
        var o = Open(member.Value, "permission", "description", "purposes", "periodic");
        o.Require("description", "purposes");
        return new PermissionEntry
        {
            Id = member.Name,
            Location = _tree.LocationOf(member.KeySpan),
            Span = member.KeySpan,
            Description = Text(o, "description", required: true)?.Value ?? "",
            PurposeTexts = References(o, "purposes", PolicyKind.Purpose),
            Periodic = Flag(o, "periodic"),
        };
    }

    private RecipientEntry ReadRecipient(JsonMember member)
    {
        var o = Open(member.Value, "recipient", "name", "role", "agreement", "categories", "purposes", "region", "consent", "apis", "hosts");
        o.Require("name", "role", "categories", "purposes");
        var role = OneOf(o, "role", ["processor", "controller"]);
        if (role == "processor")
            o.Require("agreement");
        var name = Text(o, "name", required: true)?.Value ?? "";
        return new RecipientEntry
        {
            Id = member.Name,
            Location = _tree.LocationOf(member.KeySpan),
            Span = member.KeySpan,
            Name = name,
            Description = name,
            Role = role ?? "",
            Agreement = Text(o, "agreement", required: role == "processor")?.Value,
            CategoryTexts = References(o, "categories", PolicyKind.Category),
            PurposeTexts = References(o, "purposes", PolicyKind.Purpose),
            Region = Text(o, "region")?.Value,
            Consent = Flag(o, "consent"),
            Apis = Texts(o, "apis").Values(),
            Hosts = Texts(o, "hosts").Values(),
        };
    }

    private ObligationEntry ReadObligation(JsonMember member)
    {
        if (member.Value.Kind != JsonKind.String)
            Report(member.Value.Span, $"'{member.Name}' must be a string");
        return new ObligationEntry { Id = member.Name, Location = _tree.LocationOf(member.KeySpan), Span = member.KeySpan, Description = member.Value.Text };
    }

    private ImmutableArray<string> ReadAllowedBy(Opened o)
    {
        var result = ImmutableArray.CreateBuilder<string>();
        foreach (var text in Texts(o, "allowedBy"))
        {
            if (text.Value is "consent" or "deidentification")
                result.Add(text.Value);
            else
                Report(text.Span, $"'{text.Value}' is not one of 'consent', 'deidentification'");
        }
        return result.ToImmutable();
    }

    private ImmutableDictionary<string, string> ReadClassifications(Opened o)
    {
        var result = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var member in Map(o, "classifications"))
        {
            if (member.Name.Length == 0)
                Report(member.KeySpan, "a classification is named by the full name of its attribute");
            if (member.Value.Kind != JsonKind.String)
            {
                Report(member.Value.Span, $"'{member.Name}' must be a string: the id of a category");
                continue;
            }
            result[member.Name] = member.Value.Text;
            _references.Add((Locate(member.Value), PolicyKind.Category));
        }
        return result.ToImmutable();
    }

    private ImmutableArray<PolicyChange> ReadChanges(Opened o)
    {
        var result = ImmutableArray.CreateBuilder<PolicyChange>();
        foreach (var item in List(o, "changes"))
        {
            var change = Open(item, "change", "version", "notice", "summary");
            result.Add(new(Text(change, "version")?.Value ?? "", Text(change, "notice")?.Value ?? "", Text(change, "summary")?.Value ?? ""));
        }
        return result.ToImmutable();
    }

    private int? Age(Opened o)
    {
        if (o["age"] is not { } member)
            return null;
        if (member.Value.Kind == JsonKind.Number && int.TryParse(member.Value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var age))
            return age;
        Report(member.Value.Span, "'age' must be a whole number");
        return null;
    }

    private void CheckReferences(PrivacyPolicy policy)
    {
        foreach (var (id, kind) in _references)
        {
            PolicyEntry? entry = kind == PolicyKind.Category ? policy.FindCategory(id.Value) : policy.FindPurpose(id.Value);
            if (entry is not null)
                continue;
            var nearest = policy.NearestId(id.Value, kind);
            var what = kind == PolicyKind.Category ? "category" : "purpose";
            _problems.Add(new(
                UnknownEntry,
                id.Location,
                $"'{id.Value}' is no {what} of the policy" + (nearest is null ? "" : $"; is '{nearest}' meant?"),
                ImmutableDictionary<string, string?>.Empty.Add(IdProperty, id.Value).Add(KindProperty, kind.ToString()).Add(NearestProperty, nearest)));
        }
    }

    private ImmutableSortedDictionary<string, T> Entries<T>(Opened o, string key, Func<JsonMember, T> read)
        where T : PolicyEntry
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var member in Map(o, key))
        {
            if (!IsId(member.Name))
                Report(member.KeySpan, $"'{member.Name}' is no id: ids are lower-case words joined by '-', parts joined by '.'");
            result[member.Name] = read(member);
        }
        return result.ToImmutable();
    }

    /// <summary>The members of the object under a key, each key once.</summary>
    private IEnumerable<JsonMember> Map(Opened o, string key)
    {
        if (o[key] is not { } member)
            return [];
        if (member.Value.Kind != JsonKind.Object)
        {
            Report(member.Value.Span, $"'{key}' must be an object");
            return [];
        }
        return Distinct(member.Value);
    }

    private Opened Object(Opened o, string key, params string[] keys) =>
        o[key] is { } member ? Open(member.Value, key, keys) : default;

    /// <summary>Looks at an object's keys: each must be known and stand once.</summary>
    private Opened Open(JsonNode node, string what, params string[] keys)
    {
        if (node.Kind != JsonKind.Object)
        {
            Report(node.Span, $"a {what} must be an object");
            return default;
        }
        var members = Distinct(node);
        foreach (var member in members)
            if (Array.IndexOf(keys, member.Name) < 0)
                Report(member.KeySpan, $"'{member.Name}' is no key of a {what}");
        return new Opened(this, node, members);
    }

    private List<JsonMember> Distinct(JsonNode node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<JsonMember>(node.Members.Length);
        foreach (var member in node.Members)
        {
            if (seen.Add(member.Name))
                result.Add(member);
            else
                Report(member.KeySpan, $"'{member.Name}' stands here twice");
        }
        return result;
    }

    private PolicyText? Text(Opened o, string key, bool required = false)
    {
        if (o[key] is not { } member)
            return null;
        if (member.Value.Kind != JsonKind.String)
        {
            Report(member.Value.Span, $"'{key}' must be a string");
            return null;
        }
        if (required && string.IsNullOrWhiteSpace(member.Value.Text))
            Report(member.Value.Span, $"'{key}' is empty");
        return Locate(member.Value);
    }

    private string? OneOf(Opened o, string key, string[] values)
    {
        if (Text(o, key) is not { } text)
            return null;
        if (Array.IndexOf(values, text.Value) >= 0)
            return text.Value;
        Report(text.Span, $"'{text.Value}' is not one of '{string.Join("', '", values)}'");
        return null;
    }

    private bool Flag(Opened o, string key)
    {
        if (o[key] is not { } member)
            return false;
        if (member.Value.Kind != JsonKind.Boolean)
            Report(member.Value.Span, $"'{key}' must be true or false");
        return member.Value is { Kind: JsonKind.Boolean, Text: "true" };
    }

    private ImmutableArray<JsonNode> List(Opened o, string key)
    {
        if (o[key] is not { } member)
            return [];
        if (member.Value.Kind == JsonKind.Array)
            return member.Value.Items;
        Report(member.Value.Span, $"'{key}' must be a list");
        return [];
    }

    private ImmutableArray<PolicyText> Texts(Opened o, string key)
    {
        var result = ImmutableArray.CreateBuilder<PolicyText>();
        foreach (var item in List(o, key))
        {
            if (item.Kind == JsonKind.String)
                result.Add(Locate(item));
            else
                Report(item.Span, $"'{key}' must be a list of strings");
        }
        return result.ToImmutable();
    }

    private ImmutableArray<PolicyText> References(Opened o, string key, PolicyKind kind, bool any = false)
    {
        var result = Texts(o, key);
        foreach (var text in result)
            if (!any || text.Value != "*")
                _references.Add((text, kind));
        return result;
    }

    private PolicyText Locate(JsonNode node) => new(node.Text, node.Span, _tree.LocationOf(node.Span));

    private void Report(TextSpan span, string message) => _problems.Add(Problem(_tree, span, message));

    /// <summary>An object whose keys have been looked at; without members where the value is none.</summary>
    private readonly struct Opened(PolicyReader reader, JsonNode node, List<JsonMember> members)
    {
        internal JsonMember? this[string key] => members?.Find(m => m.Name == key);

        internal void Require(params string[] keys)
        {
            if (node is null)
                return;
            foreach (var key in keys)
                if (this[key] is null)
                    reader.Report(new TextSpan(node.Span.Start, 1), $"'{key}' is missing");
        }
    }
}
