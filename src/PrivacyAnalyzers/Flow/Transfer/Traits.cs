using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PrivacyAnalyzers.Flow.Domain;
using PrivacyAnalyzers.Flow.Summaries;

namespace PrivacyAnalyzers.Flow.Transfer;

/// <summary>
/// What is known of an object beside what is personal in it: the address that a client, request or connection sends to, whether it
/// does so over TLS, and what is wrong with a cipher or hash. Kept in cells like members, so that it is known wherever the object goes.
/// </summary>
internal sealed partial class MethodAnalysis
{
    private const int MaxAddressSteps = 8;

    /// <summary>Names of the cells that hold traits.</summary>
    internal static bool IsTrait(FieldKey field) => field.Symbol is null && field.Name is "destination" or "tls" or "weakness";

    /// <summary>The cell of what is kept beside an object for who handles it, and is not sent with it.</summary>
    private FieldKey Beside => _interner.Named("beside");

    private FieldKey Address => _interner.Named("destination");

    private FieldKey Tls => _interner.Named("tls");

    private FieldKey Weakness => _interner.Named("weakness");

    private string? Trait(Loc loc, FieldKey trait)
    {
        if (_state.Heap.TryGetValue(new Cell(loc, trait), out var known) && known.Text is { } text)
            return text;
        return loc is InputLoc input ? _store.Contents.Of(_interner.Child(input, trait, null), ContentAspect.Text, this)?.Text : null;
    }

    // ----- addresses

    /// <summary>Where a text, URI, client, request or connection leads to.</summary>
    private Destination AddressOf(Value value, int steps = 0)
    {
        if (value.Text is { } text)
            return new(text.TrimEnd('\0'), []);
        var result = Destination.Unknown;
        foreach (var loc in value.Locs)
            result = AddressOf(loc, steps).With(result);
        if (value.Locs.Length == 0)
            foreach (var label in value.Labels)
                if (label is { Mark: null, Input: { } input })
                    return (_store.Contents.Of(input, ContentAspect.Text, this)?.Text ?? InitialAddress(input)) is { } stored ? new(stored.TrimEnd('\0'), []) : new(null, [input]);
        return result;
    }

    private Destination AddressOf(Loc loc, int steps)
    {
        var known = _state.Heap.TryGetValue(new Cell(loc, Address), out var kept) && steps < MaxAddressSteps ? AddressOf(kept, steps + 1)
            : (Trait(loc, Address) ?? InitialAddress(loc) ?? RegisteredAddress(loc)) is { } text ? new(text.TrimEnd('\0'), [])
            : loc is InputLoc input ? new(null, [input])
            : Destination.Unknown;
        return Trait(loc, Tls) == "on" ? known.Secured() : known;
    }

    /// <summary>The address that a read-only static field is declared with, whoever sees the field.</summary>
    private string? InitialAddress(Loc loc)
    {
        if (loc is not InputLoc { Parent: null, Root: IFieldSymbol { IsStatic: true, IsReadOnly: true } field }
            || SummaryStore.InitializerOf(field, _cancellation)?.Value is not { } initial)
            return null;
        var text = initial is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } ? arguments[0].Expression : initial;
        return _store.Bodies.Model(text.SyntaxTree).GetConstantValue(text, _cancellation).Value as string;
    }

    /// <summary>The base address of the HTTP client that a type gets by its constructor.</summary>
    private string? RegisteredAddress(Loc loc) =>
        loc is InputLoc { Type.Name: "HttpClient" } input && (input.Field?.Symbol ?? input.Root).ContainingType is { } type ? _store.Clients(_cancellation).Of(type) : null;

    /// <summary>Where a call of a library sends to: what an argument says, relative to what the client says.</summary>
    private Destination AddressOfCall(ISymbol symbol, Value receiver, ImmutableArray<Argument> arguments)
    {
        var result = AddressOf(receiver);
        foreach (var argument in arguments)
            if (IsAddress(argument.Parameter) || argument.Parameter.Ordinal == 0 && symbol is IMethodSymbol { IsExtensionMethod: true })
                result = result.With(AddressOf(argument.Value));
        return result;
    }

    private static bool IsAddress(IParameterSymbol parameter) => parameter.Type switch
    {
        { SpecialType: SpecialType.System_String } =>
            s_addressWords.Any(word => parameter.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0),
        { Name: "Uri" or "UriBuilder" or "Url" or "HttpRequestMessage" or "RestRequest" or "RestClientOptions" or "IFlurlRequest" or "GrpcChannel" or "ChannelBase" } => true,
        _ => false,
    };

    private static readonly string[] s_addressWords = ["uri", "url", "address", "resource", "endpoint"];

    private static readonly string[] s_hostWords = ["host", "hostname", "server"];

    /// <summary>An object that a library makes or connects to an address knows it from then on.</summary>
    private void KeepDestination(Value made, ISymbol symbol, ImmutableArray<Argument> arguments)
    {
        if (made.Locs.Length == 0)
            return;
        var type = symbol is IMethodSymbol { MethodKind: not MethodKind.Constructor } and { IsStatic: true } method ? method.ReturnType : symbol.ContainingType;
        var address = Value.Empty;
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Type.SpecialType == SpecialType.System_String && s_hostWords.Contains(argument.Parameter.Name.ToLowerInvariant()))
            {
                if (SchemeOf(type) is { } scheme && argument.Value.Text is { } host)
                    address = Value.Empty.WithText(scheme + "://" + host + (host.EndsWith("\0", StringComparison.Ordinal) ? "" : "/"));
                break;
            }
            if (!IsAddress(argument.Parameter) && !(type.Name == "SslStream" && IsStreamLike(argument.Parameter.Type)))
                continue;
            var own = AddressValue(argument.Value);
            // A URI relative to another: the absolute one tells.
            if (address.IsEmpty || own.Text?.Contains("://") == true)
                address = own;
        }
        if (type.Name == "UriBuilder" && arguments.Length > 1 && arguments[0].Value.Text is { } named && arguments[1].Value.Text is { } at)
            address = Value.Empty.WithText(named + "://" + at);
        if (!address.IsEmpty)
            WriteCells(made, Address, address);
        if (IsEncrypted(type, arguments) is { } encrypted)
            WriteCells(made, Tls, Value.Empty.WithText(encrypted ? "on" : "off"));
    }

    /// <summary>An HTTP client that a factory makes: it has the address that is registered for its name.</summary>
    private Value CreateClient(SyntaxNode syntax, IMethodSymbol method, ImmutableArray<Argument> arguments)
    {
        var client = Value.Of(Allocate(syntax, method.ReturnType, exact: false));
        foreach (var argument in arguments)
            if (argument.Value.Text is { } name && _store.Clients(_cancellation).Of(name) is { } address)
                WriteCells(client, Address, Value.Empty.WithText(address));
        return client;
    }

    /// <summary>An address as it is kept: its text or the input that has it, without what is personal in it.</summary>
    private Value AddressValue(Value value)
    {
        var address = AddressOf(value);
        return address.Text is null ? new([], ImmutableArray<Loc>.CastUp(address.From), null, null) : Value.Empty.WithText(value.Text ?? address.Text);
    }

    private static string? SchemeOf(ITypeSymbol type) => type.Name switch
    {
        "SmtpClient" => "smtp",
        "TcpClient" or "Socket" => "tcp",
        "UdpClient" => "udp",
        "FtpClient" or "AsyncFtpClient" => "ftp",
        _ => null,
    };

    /// <summary>Whether a connection is over TLS, where its type or the arguments tell.</summary>
    private static bool? IsEncrypted(ITypeSymbol type, ImmutableArray<Argument> arguments)
    {
        if (type.Name is "SslStream" or "NegotiateStream")
            return true;
        foreach (var argument in arguments)
        {
            if (argument.Parameter.Name == "useSsl")
                return argument.Operation.ConstantValue is not { HasValue: true, Value: false };
            if (argument.Parameter.Type.Name == "SecureSocketOptions")
                return argument.Operation is not IFieldReferenceOperation { Field.Name: "None" };
        }
        return null;
    }

    /// <summary>A property of a library's object that says where it sends to, or how.</summary>
    private void KeepTrait(IPropertySymbol property, Value receiver, Value value, IOperation reference)
    {
        if (property.Name is "BaseAddress" or "RequestUri" or "BaseUrl" or "Address")
            WriteCells(receiver, Address, AddressValue(value));
        else if (property.Name == "Host" && property.Type.SpecialType == SpecialType.System_String && SchemeOf(property.ContainingType) is { } scheme && value.Text is { } host)
            WriteCells(receiver, Address, Value.Empty.WithText(scheme + "://" + host));
        else if (property.Name is "EnableSsl" or "UseSsl" && property.Type.SpecialType == SpecialType.System_Boolean)
            WriteCells(receiver, Tls, Value.Empty.WithText(reference.Parent is IAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false } } ? "off" : "on"));
        else if (property.Type.Name == "CipherMode")
            WriteCells(receiver, Weakness, Value.Empty.WithText(reference.Parent is IAssignmentOperation { Value: IFieldReferenceOperation { Field.Name: "ECB" } } ? "ECB" : NoWeakness));
    }

    // ----- algorithms

    /// <summary>What is said of an algorithm that has none, so that it is told from an unknown one.</summary>
    private const string NoWeakness = "none";

    /// <summary>What is wrong with a protection: the algorithm and mode are those of the object that protects, else as the catalogue's row says.</summary>
    private string? WeaknessOf(string? weakness, Value receiver, IOperation? receiverOperation)
    {
        var found = weakness;
        var algorithms = receiver.Locs.Concat(receiver.Locs.SelectMany(l => IsStreamLike(l.Type) ? ReadElements(Value.Of(l)).Locs : []));
        foreach (var loc in algorithms)
        {
            if (Trait(loc, Weakness) is { } known)
                return known == NoWeakness ? null : known;
            if (WeaknessOf(loc.Type) is { } typed)
                found = typed == NoWeakness ? null : typed;
        }
        return receiver.Locs.Length == 0 && WeaknessOf(receiverOperation?.Type) is { } own ? own == NoWeakness ? null : own : found;
    }

    /// <summary>What is wrong with an algorithm by its type; null where the type does not tell.</summary>
    private static string? WeaknessOf(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            switch (t.Name)
            {
                case "MD5" or "DES" or "RC2":
                    return t.Name;
                case "SHA1":
                    return "SHA-1";
                case "TripleDES":
                    return "Triple DES";
                case "KeyedHashAlgorithm":
                    return NoWeakness;
            }
        }
        return null;
    }

    /// <summary>What is wrong with an algorithm by one of the names that .NET makes it by; null for a name that does not tell.</summary>
    private static string? WeaknessOf(string name) => name.Substring(name.LastIndexOf('.') + 1).ToUpperInvariant() switch
    {
        "MD5" => "MD5",
        "SHA" or "SHA1" or "SHA-1" or "SHA1CRYPTOSERVICEPROVIDER" => "SHA-1",
        "DES" => "DES",
        "RC2" => "RC2",
        "3DES" or "TRIPLEDES" or "TRIPLE DES" => "Triple DES",
        _ => null,
    };

    /// <summary>A cipher, hash or transform that a library gives knows what is wrong with it, whatever it is declared as.</summary>
    private void KeepWeakness(Value made, IMethodSymbol method, ImmutableArray<Argument> arguments)
    {
        if (made.Locs.Length == 0 || method.ContainingNamespace?.ToDisplayString() != "System.Security.Cryptography")
            return;
        var weakness = WeaknessOf(method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType);
        if (method.Name == "CreateHMAC")
            weakness = NoWeakness;
        foreach (var argument in arguments)
            if (method.Name == "CreateHash" && argument.Operation is IPropertyReferenceOperation { Property.Name: "MD5" or "SHA1" } named)
                weakness = named.Property.Name == "MD5" ? "MD5" : "SHA-1";
            else if (method is { IsStatic: true, Name: "Create" or "CreateFromName" } && argument.Operation.ConstantValue is { HasValue: true, Value: string name })
                weakness = WeaknessOf(name) ?? weakness;
        if (weakness is not null)
            WriteCells(made, Weakness, Value.Empty.WithText(weakness));
    }
}
