using PrivacyAnalyzers;

Console.WriteLine(new Visitor().HasBadge);

/// <summary>The project has marks, but no policy that they could be checked against.</summary>
internal sealed class Visitor
{
    [PersonalInformation("contact.phone", "visit")] // violates: PRIV9001 PRIV1008 (clause 13)
    public string Phone { get; set; } = "";

    public bool HasBadge { get; set; }
}
