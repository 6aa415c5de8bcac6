using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrivacyAnalyzers.Flow.Summaries;

/// <summary>
/// The base addresses with which HTTP clients are registered (<c>AddHttpClient</c>), by the type that gets the client or the name that
/// it is asked for by.
/// </summary>
internal sealed class RegisteredClients
{
    private readonly Dictionary<ISymbol, string> _byType = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    internal RegisteredClients(PrivacyContext privacy, CancellationToken cancellation)
    {
        if (!privacy.Compilation.ReferencedAssemblyNames.Any(a => a.Name == "Microsoft.Extensions.Http"))
            return;
        foreach (var tree in privacy.Compilation.SyntaxTrees.Where(t => privacy.Words(t).Contains("AddHttpClient")))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var call in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call.Expression is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "AddHttpClient" } name })
                    Add(call, name, privacy.Model(tree), cancellation);
        }
    }

    internal string? Of(INamedTypeSymbol type) => _byType.TryGetValue(type.OriginalDefinition, out var address) ? address : null;

    internal string? Of(string name) => _byName.TryGetValue(name, out var address) ? address : null;

    private void Add(InvocationExpressionSyntax call, SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        // The address is set where the client is added, or by ConfigureHttpClient after that.
        var configured = call.ArgumentList.Arguments.AsEnumerable();
        if (call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureHttpClient", Parent: InvocationExpressionSyntax { ArgumentList: var list } })
            configured = configured.Concat(list.Arguments);
        var address = configured.Select(a => a.Expression).OfType<AnonymousFunctionExpressionSyntax>().SelectMany(l => l.DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" })
            .Select(a => a.Right is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } uri } ? model.GetConstantValue(uri[0].Expression, cancellation).Value as string : null)
            .FirstOrDefault(a => a is not null);
        if (address is null)
            return;
        if (name is GenericNameSyntax generic)
        {
            foreach (var argument in generic.TypeArgumentList.Arguments)
                if (model.GetTypeInfo(argument, cancellation).Type is INamedTypeSymbol type)
                    _byType[type.OriginalDefinition] = address;
        }
        else if (call.ArgumentList.Arguments.Count > 0 && model.GetConstantValue(call.ArgumentList.Arguments[0].Expression, cancellation).Value is string key)
        {
            _byName[key] = address;
        }
    }
}
