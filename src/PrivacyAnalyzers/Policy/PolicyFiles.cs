using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PrivacyAnalyzers.Policy;

/// <summary>What is wrong with a policy file. The id is that of the rule which reports it.</summary>
internal sealed record PolicyProblem(string RuleId, Location Location, string Message, ImmutableDictionary<string, string?> Properties);

/// <summary>A policy that the archive keeps.</summary>
internal sealed record ArchivedPolicy(string Version, JsonTree Tree, PrivacyPolicy Policy);

/// <summary>The policy files of a project, read.</summary>
internal sealed class PolicyFiles
{
    internal const string FileName = "privacy-policy.json";

    private const string ArchiveFolder = "privacy-policy.archive";

    internal PrivacyPolicy Policy { get; init; } = PrivacyPolicy.Empty;

    /// <summary>Whether a policy file is given, readable or not.</summary>
    internal bool Exists { get; init; }

    /// <summary>Whether a policy file is given and is a JSON object: rules that miss an entry in it may say so.</summary>
    internal bool IsReadable { get; init; }

    /// <summary>The policy file's tree, or null where none is given.</summary>
    internal JsonTree? Tree { get; init; }

    /// <summary>What is wrong with the files (PRIV9002, PRIV9003), in the order of the text.</summary>
    internal ImmutableArray<PolicyProblem> Problems { get; init; } = [];

    /// <summary>Previous policies that can be read, in the order of their paths.</summary>
    internal ImmutableArray<ArchivedPolicy> Archive { get; init; } = [];

    internal static PolicyFiles Read(ImmutableArray<AdditionalText> files)
    {
        var policies = new SortedDictionary<string, AdditionalText>(StringComparer.Ordinal);
        var archived = new SortedDictionary<string, AdditionalText>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var (folder, name) = Split(file.Path);
            if (name.Equals(FileName, StringComparison.OrdinalIgnoreCase))
                policies[file.Path] = file;
            else if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && Split(folder).Name.Equals(ArchiveFolder, StringComparison.OrdinalIgnoreCase))
                archived[file.Path] = file;
        }
        if (policies.Count == 0 && archived.Count == 0)
            return new PolicyFiles();

        var problems = ImmutableArray.CreateBuilder<PolicyProblem>();
        JsonTree? tree = null;
        var policy = PrivacyPolicy.Empty;
        foreach (var file in policies.Values)
        {
            if (tree is null)
            {
                tree = JsonTree.Read(file);
                policy = PolicyReader.Read(tree, problems);
            }
            else
            {
                problems.Add(new(
                    PolicyReader.Unreadable,
                    Location.Create(file.Path, new TextSpan(0, 0), default),
                    $"a project has one policy, and '{tree.Path}' is it",
                    ImmutableDictionary<string, string?>.Empty));
            }
        }

        var archive = ImmutableArray.CreateBuilder<ArchivedPolicy>();
        foreach (var file in archived.Values)
        {
            var old = JsonTree.Read(file);
            if (old.Root is not { Kind: JsonKind.Object })
            {
                problems.Add(PolicyReader.SyntaxProblem(old));
                continue;
            }
            // An archived policy was checked in its time: only what cannot be read at all is said again.
            var oldPolicy = PolicyReader.Read(old, ImmutableArray.CreateBuilder<PolicyProblem>());
            var name = Split(file.Path).Name;
            archive.Add(new(oldPolicy.Version?.Value ?? name.Substring(0, name.Length - ".json".Length), old, oldPolicy));
        }

        return new PolicyFiles
        {
            Policy = policy,
            Exists = tree is not null,
            IsReadable = tree?.Root is { Kind: JsonKind.Object },
            Tree = tree,
            Problems = problems.ToImmutable(),
            Archive = archive.ToImmutable(),
        };
    }

    /// <summary>Whether a path is that of a policy file.</summary>
    internal static bool IsPolicyPath(string path) => Split(path).Name.Equals(FileName, StringComparison.OrdinalIgnoreCase);

    private static (string Folder, string Name) Split(string path)
    {
        var at = path.LastIndexOfAny(['/', '\\']);
        return at < 0 ? ("", path) : (path.Substring(0, at), path.Substring(at + 1));
    }
}
