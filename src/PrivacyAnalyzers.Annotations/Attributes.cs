using System;

namespace PrivacyAnalyzers;

/// <summary>
/// Marks personal data: any information relating to an identified or identifiable natural person (GDPR, article 4(1)).
/// Overrides and interface implementations inherit the mark.
/// </summary>
/// <remarks>
/// On a type, every value of the type is personal. On a collection-typed member, its elements are.
/// On a record's positional parameter, the property made from it is marked; on any other parameter, the parameter alone.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.ReturnValue
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum)]
public sealed class PersonalInformationAttribute : Attribute
{
    /// <summary>Marks personal data of a category.</summary>
    /// <param name="category">Id of a category of the privacy policy, or a narrower one: <c>contact.email</c> is covered by an entry <c>contact</c>.</param>
    /// <param name="purposes">Ids of the purposes that the data may serve. None: the purposes that the policy gives the category.</param>
    public PersonalInformationAttribute(string category, params string[] purposes)
    {
        Category = category;
        Purposes = purposes;
    }

    /// <summary>Id of the category.</summary>
    public string Category { get; }

    /// <summary>Ids of the purposes that the data may serve; empty: those of the category's entry in the policy.</summary>
    public string[] Purposes { get; }
}

/// <summary>
/// Says what code works for. The nearest enclosing attribute counts: local function or lambda, method or accessor, property,
/// type, outer type, assembly. Code without a purpose works for its caller's.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property)]
public sealed class PurposeAttribute : Attribute
{
    /// <summary>Says what the code works for.</summary>
    /// <param name="purposes">Ids of purposes of the privacy policy. Data that the code uses must be allowed to serve each of them.</param>
    public PurposeAttribute(params string[] purposes) => Purposes = purposes;

    /// <summary>Ids of the purposes.</summary>
    public string[] Purposes { get; }
}

/// <summary>What has been done to a value so that it tells less, or tells it to fewer.</summary>
public enum Protection
{
    /// <summary>Parts are replaced so that the value cannot be read from what is left: <c>a***@example.org</c>.</summary>
    Masked,

    /// <summary>The person can be singled out only with additional information that is kept apart (GDPR, article 4(5)): a keyed hash.</summary>
    Pseudonymized,

    /// <summary>Readable only with a key.</summary>
    Encrypted,

    /// <summary>The person can no longer be identified (GDPR, recital 26).</summary>
    Anonymized,
}

/// <summary>
/// The method's result, or the <c>ref</c> or <c>out</c> parameter that the attribute stands on, is a protected form of what went in.
/// The body is trusted.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
public sealed class ProtectsAttribute : Attribute
{
    /// <summary>Says that the result is a protected form of what went in.</summary>
    /// <param name="protection">What is done to the value.</param>
    public ProtectsAttribute(Protection protection) => Protection = protection;

    /// <summary>What is done to the value.</summary>
    public Protection Protection { get; }
}

/// <summary>
/// The code, or an in-house client of it, hands data to a recipient. On a type or method every argument is handed over but a
/// <see cref="System.Threading.CancellationToken"/>; on a parameter, its argument.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class RecipientAttribute : Attribute
{
    /// <summary>Says who gets the data.</summary>
    /// <param name="recipient">Id of a recipient of the privacy policy.</param>
    public RecipientAttribute(string recipient) => Recipient = recipient;

    /// <summary>Id of the recipient.</summary>
    public string Recipient { get; }
}

/// <summary>A wrapper: whoever calls the member uses these permissions.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property)]
public sealed class RequiresPermissionAttribute : Attribute
{
    /// <summary>Says which permissions a call uses.</summary>
    /// <param name="permissions">Ids of permissions of the privacy policy.</param>
    public RequiresPermissionAttribute(params string[] permissions) => Permissions = permissions;

    /// <summary>Ids of the permissions.</summary>
    public string[] Permissions { get; }
}

/// <summary>
/// Checks consent. On a <see cref="bool"/> member (also <c>Task&lt;bool&gt;</c>, <c>ValueTask&lt;bool&gt;</c>), <see langword="true"/>
/// means that the data subject agreed to the purposes; a member without a result returns only if so, and throws otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ConsentCheckAttribute : Attribute
{
    /// <summary>Says which consent is checked.</summary>
    /// <param name="purposes">Ids of purposes of the privacy policy. None: the purpose passed as constant argument.</param>
    public ConsentCheckAttribute(params string[] purposes) => Purposes = purposes;

    /// <summary>Ids of the purposes; empty: the purpose passed as constant argument.</summary>
    public string[] Purposes { get; }
}

/// <summary>A wrapper: whoever calls the member has checked consent to these purposes. Inside, consent counts as checked.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class RequiresConsentAttribute : Attribute
{
    /// <summary>Says to what the caller must have checked consent.</summary>
    /// <param name="purposes">Ids of purposes of the privacy policy.</param>
    public RequiresConsentAttribute(params string[] purposes) => Purposes = purposes;

    /// <summary>Ids of the purposes.</summary>
    public string[] Purposes { get; }
}

/// <summary>
/// Checks age. On a <see cref="bool"/> member, <see langword="true"/> means that the person is old enough or a guardian agreed;
/// a member without a result returns only if so, and throws otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class AgeCheckAttribute : Attribute
{
}

/// <summary>The code that keeps a promise of the policy.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class FulfillsAttribute : Attribute
{
    /// <summary>Says which promise the code keeps.</summary>
    /// <param name="obligation">Id of an obligation of the privacy policy, such as <c>rights.erasure</c>.</param>
    /// <param name="dataTypes">The types whose data it concerns; none: all.</param>
    public FulfillsAttribute(string obligation, params Type[] dataTypes)
    {
        Obligation = obligation;
        DataTypes = dataTypes;
    }

    /// <summary>Id of the obligation.</summary>
    public string Obligation { get; }

    /// <summary>The types whose data it concerns; empty: all.</summary>
    public Type[] DataTypes { get; }
}

/// <summary>The method decides about a person by itself (GDPR, article 22).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AutomatedDecisionAttribute : Attribute
{
    /// <summary>Name of the member, of the same type or a base of it, that explains the result.</summary>
    public string? Explanation { get; set; }
}
