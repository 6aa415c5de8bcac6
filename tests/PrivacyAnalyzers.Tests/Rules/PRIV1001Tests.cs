using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1001Tests
{
    private static Task Verify(string code, string? config = null) =>
        new PrivacyTest<PersonalDataIsNotMarkedAnalyzer> { TestCode = code, Config = config }.RunAsync();

    [Fact]
    public Task Names() => Verify(
        """
        public class Customer
        {
            public string [|Name|] { get; set; } = "";
            public string [|eMail|] = "";
            public string? [|phone_number|];
            public string? [|WorkPhone2|] { get; set; }
            public DateOnly [|DateOfBirth|] { get; set; }
            public string[] [|EmailAddresses|] { get; set; } = [];
            public string [|Geburtsort|] { get; set; } = "";
            public string [|身份证号|] { get; set; } = "";
            public string [|ShouJiHao|] { get; set; } = "";
            public string [|prénom|] = "";
            public string [|Telefono|] { get; set; } = "";
            public string [|Staatsangehoerigkeit|] { get; set; } = "";
            public string [|UserSSN|] { get; set; } = "";
        }
        public interface IContact { string [|Email|] { get; } }
        public record Signup([property: System.ComponentModel.DataAnnotations.MaxLength(9)] string [|Email|], int Answers);
        """);

    [Fact]
    public Task NamesThatOnlySpeakAboutData() => Verify(
        """
        public class User
        {
            public bool EmailSent { get; set; }
            public int PhoneNumberMaxLength { get; set; }
            public DateTime LastLoginAt { get; set; }
            public bool IsEmailConfirmed { get; set; }
            public string EmailTemplate { get; set; } = "";
            public string RequireEmail { get; set; } = "";
            public string ColdWallet { get; set; } = "";
            public string CompanyName { get; set; } = "";
            public int Email { get; set; }
            public Func<string>? Phone { get; set; }
            public const string BirthName = "";
            public string FirstName => "none";
            private string LastName { get; set; } = "";
            public System.Net.Sockets.AddressFamily AddressFamily { get; set; }
        }
        public enum Fields { Email, PhoneNumber }
        """);

    [Fact]
    public Task TypesThatAreNoPersons() => Verify(
        """
        public class Product { public string Name { get; set; } = ""; public string Address { get; set; } = ""; public int Weight { get; set; } }
        public class Store { public string Email { get; set; } = ""; public string ContactName { get; set; } = ""; }
        public class SmtpSettings { public string UserName { get; set; } = ""; public string SenderEmail { get; set; } = ""; }
        public class MailService { public string Email { get; set; } = ""; }
        public class Node { public string IpAddress { get; set; } = ""; public string ListenAddress { get; set; } = ""; }
        public class Parameters(string email) { public int Length => email.Length; }
        """.Replace("ContactName", "[|ContactName|]").Replace("class Node { public string IpAddress", "class Node { public string BindIpAddress"));

    [Fact]
    public Task PagesAndRequestsOfAPerson() => Verify(
        """
        public class IndexViewModel { public string [|Email|] { get; set; } = ""; }
        public class SetPasswordViewModel { public string [|Password|] { get; set; } = ""; }
        public class AuthenticateModel { public string [|Password|] { get; set; } = ""; }
        public class SignInRequest { public string [|Password|] { get; set; } = ""; }
        public class ResetUserPasswordFromAdmin { public string [|Password|] { get; set; } = ""; }
        public class UserApiModel { public string [|Password|] { get; set; } = ""; }
        public class UserBlob { public string [|Name|] { get; set; } = ""; }
        public class UpdateUserRequest { public string [|Name|] { get; set; } = ""; }
        public class UpdateInfo { public string Name { get; set; } = ""; }
        public class UserInRole { public string [|Name|] { get; set; } = ""; }
        public class InProgressParticipant { public string [|Name|] { get; set; } = ""; }
        public class OrderInProgressParticipant { public string [|Name|] { get; set; } = ""; }
        public class GetProductsByUser { public string Name { get; set; } = ""; }
        public class JobApplication { public string [|Name|] { get; set; } = ""; public string [|Email|] { get; set; } = ""; }
        public class WebApplication { public string Name { get; set; } = ""; public string Email { get; set; } = ""; }
        public class ThemeManifest { public string FullName { get; set; } = ""; }
        public class SmtpPassword { public string Password { get; set; } = ""; }
        public class EmailAccount { public string Email { get; set; } = ""; }
        public class ConfirmEmailDto { public string [|Password|] { get; set; } = ""; }
        public class ChangePasswordCommand { public string [|Password|] { get; set; } = ""; }
        public class EmailConfirmation { public string Password { get; set; } = ""; }
        """);

    [Fact]
    public Task Addresses() => Verify(
        """
        public class Order
        {
            public string [|BillingCity|] { get; set; } = "";
            public string [|ShippingZipPostalCode|] { get; set; } = "";
            public string OriginCity { get; set; } = "";
            public string ShippingMethod { get; set; } = "";
        }
        public class ShippingRule { public string ShippingCountry { get; set; } = ""; }
        public class PostalAddress { public string [|Address|] { get; set; } = ""; public string [|City|] { get; set; } = ""; }
        public class ReservedAddress { public string Address { get; set; } = ""; public int Index { get; set; } }
        public class CheckoutModel { public string Address { get; set; } = ""; public decimal Due { get; set; } }
        public class VendorAddressModel { public string FaxNumber { get; set; } = ""; public string City { get; set; } = ""; }
        public class HomeAddressModel { public string [|FaxNumber|] { get; set; } = ""; public string [|City|] { get; set; } = ""; }
        public class PickupPointModel { public double Latitude { get; set; } }
        public class TrackPointModel { public double [|Latitude|] { get; set; } }
        public class CustomerAddress { public string [|DistrictName|] { get; set; } = ""; public string [|StateOrProvinceName|] { get; set; } = ""; }
        public class ShippingZone { public string DistrictName { get; set; } = ""; public string StateOrProvinceName { get; set; } = ""; }
        """);

    [Fact]
    public Task AttributesAndTypesConfirm() => Verify(
        """
        using System.ComponentModel.DataAnnotations;
        using System.Net.Mail;
        public class Order
        {
            [EmailAddress] public string [|ReplyTo|] { get; set; } = "";
            [DataType(DataType.PhoneNumber)] public string [|Reach|] { get; set; } = "";
            [DataType(DataType.Html)] public string Text { get; set; } = "";
            public MailAddress? [|Cc|] { get; set; }
        }
        public record Pay([CreditCard] string [|Pan|]);
        """);

    [Fact]
    public Task Marks() => Verify(
        """
        using PrivacyAnalyzers;
        public class User
        {
            [PersonalInformation("contact.email", "account")] public string Email { get; set; } = "";
            public Phone Phone { get; set; } = new("");
        }
        [PersonalInformation("contact.phone", "account")] public record Phone(string Digits);
        [PersonalInformation("contact.address", "account")] public record PostalAddress(string Street, string City);
        public record BillingAddress(string [|Street|], string [|City|]);
        public record Signup([PersonalInformation("contact.email", "account")] string Email);
        public class Member : IMember { public string Email { get; set; } = ""; }
        public interface IMember { [PersonalInformation("contact.email", "account")] string Email { get; } }
        """);

    [Theory]
    [InlineData("off", false)]
    [InlineData("suggest", true)]
    [InlineData("enforce", true)]
    public Task Option(string inference, bool reported) => Verify(
        "public class User { public string " + (reported ? "[|Email|]" : "Email") + " { get; set; } = \"\"; }",
        "privacy_analyzers.inference = " + inference);

    [Fact]
    public Task AddsTheMark() => new PrivacyFixTest<PersonalDataIsNotMarkedAnalyzer, AddMarkFix>
    {
        TestCode = """
            using System.Text;
            using Xunit;

            namespace Shop;

            /// <summary>Who buys.</summary>
            public class Customer
            {
                /// <summary>Where we write to.</summary>
                public string [|Email|] { get; set; } = "";

                [System.Obsolete]
                public string [|Phone|] = "";
            }

            public record Signup(string [|Email|], int Answers);
            """.Replace("using Xunit;", "using System.Xml;"),
        FixedCode = """
            using System.Text;
            using System.Xml;
            using PrivacyAnalyzers;

            namespace Shop;

            /// <summary>Who buys.</summary>
            public class Customer
            {
                /// <summary>Where we write to.</summary>
                [PersonalInformation("contact.email")]
                public string Email { get; set; } = "";

                [PersonalInformation("contact.phone")]
                [System.Obsolete]
                public string Phone = "";
            }

            public record Signup([property: PersonalInformation("contact.email")] string Email, int Answers);
            """,
    }.RunAsync();

    [Fact]
    public Task AddsTheFirstUsing() => new PrivacyFixTest<PersonalDataIsNotMarkedAnalyzer, AddMarkFix>
    {
        TestCode = """
            // Who buys.
            public record Customer(string [|Email|]);
            """,
        FixedCode = """
            // Who buys.
            using PrivacyAnalyzers;

            public record Customer([property: PersonalInformation("contact.email")] string Email);
            """,
    }.RunAsync();

    [Fact]
    public Task MarksNoIdOfAMessage() => new PrivacyFixTest<PersonalDataIsNotMarkedAnalyzer, AddMarkFix>
    {
        TestCode = """
            using PrivacyAnalyzers;

            public class Subscriber
            {
                public string [|EmailId|] { get; set; } = "";
                public string NewsletterEmailId { get; set; } = "";
                public string CampaignEmailId { get; set; } = "";
            }
            """,
        FixedCode = """
            using PrivacyAnalyzers;

            public class Subscriber
            {
                [PersonalInformation("contact.email")]
                public string EmailId { get; set; } = "";
                public string NewsletterEmailId { get; set; } = "";
                public string CampaignEmailId { get; set; } = "";
            }
            """,
    }.RunAsync();
}
