using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2001Tests
{
    [Fact]
    public Task Read_for_another_purpose() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        [Purpose("marketing")]
        class Newsletter
        {
            string Greeting(Account account) => "Dear " + {|PRIV2001:account.Email|};
            int Id(Account account) => account.Id;
            void Forget(Account account) => account.Email = nameof(account.Email);
        }

        [Purpose("account.recovery")]
        class Recovery
        {
            string To(Account account) => account.Email;
        }
        """);

    [Fact]
    public Task Helper_works_for_its_caller() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        static class Text
        {
            internal static string Address(Account account) => "<" + account.Email + ">";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Account account) => {|PRIV2001:Text.Address(account)|};
        }

        [Purpose("account")]
        class Receipts
        {
            string To(Account account) => Text.Address(account);
        }
        """);

    [Fact]
    public Task Adds_the_purpose_to_the_mark() => Code.VerifyFix<UsedOutsideItsPurposeAnalyzer, PurposeFix>(
        """
        class Person
        {
            [PersonalInformation("contact.phone", "account")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => {|PRIV2001:person.Phone|};
        }
        """,
        """
        class Person
        {
            [PersonalInformation("contact.phone", "account", "marketing")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => person.Phone;
        }
        """,
        key: "AddPurposeToMark");

    [Fact]
    public Task Adds_the_purpose_to_the_category() => Code.VerifyFix<UsedOutsideItsPurposeAnalyzer, PurposeFix>(
        """
        class Person
        {
            [PersonalInformation("contact.phone")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => {|PRIV2001:person.Phone|};
        }
        """,
        """
        class Person
        {
            [PersonalInformation("contact.phone")]
            public string Phone { get; set; } = "";
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Person person) => person.Phone;
        }
        """,
        fixedPolicy: Code.Policy.Replace("""["account"]""", """["account", "marketing"]"""),
        key: "AddPurposeToCategory");

    [Fact]
    public Task Looked_at_for_null_or_counted_is_no_read() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(
        """
        public class Customer
        {
            [PersonalInformation("contact.phone", "account")]
            public string? Phone { get; set; }

            [PersonalInformation("contact.mails", "account")]
            public List<string>? Mails { get; set; }

            [PersonalInformation("identity.birth-date", "account")]
            public DateOnly? Born { get; set; }
        }

        public class Calls<T>
        {
            public Calls<T> SetProperty<P>(Func<T, P> property, P value) => this;

            public Calls<T> SetProperty<P>(Func<T, P> property, Func<T, P> value) => this;
        }

        [Purpose("marketing")]
        class Newsletter
        {
            bool A(Customer c) => c.Phone == null || null != c.Phone || c.Phone is null || c.Phone is not null;
            bool B(Customer? c) => c?.Phone == null || c?.Phone is null;
            bool C(Customer c) => c is { Phone: null } or { Phone: not null } or { Phone: { } };
            bool D(Customer c) => c.Phone is { } || c.Phone is not { } || ReferenceEquals(c.Phone, null);
            int E(Customer c) => c.Phone switch { null => 1, not null => 2 };
            int F(Customer c) { switch (c.Phone) { case null: return 1; default: return 2; } }
            int G(Customer c) => (c.Mails?.Count ?? 0) + c.Mails!.Count() + (c.Born.HasValue ? 1 : 0);
            void H(Customer c) { ArgumentNullException.ThrowIfNull(c.Phone); c.Phone ??= "none"; }
            object L(Calls<Customer> calls) => calls.SetProperty(c => c.Phone, "").SetProperty(c => c.Phone, c => {|PRIV2001:c.Phone|} + "0");
            bool I(Customer c) => c is { {|PRIV2001:Phone|}: { } phone } && phone == "1";
            int J(Customer c) => {|PRIV2001:c.Phone|} switch { null => 1, "1" => 2, _ => 3 };
            bool K(Customer c) => string.IsNullOrEmpty({|PRIV2001:c.Phone|});
        }
        """);

    [Fact]
    public Task What_a_helper_of_another_purpose_gives() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        static class Accounts
        {
            [Purpose("account")]
            internal static string Address(Account account) => account.Email;

            [Purpose("account")]
            internal static bool Has(Account account) => account.Email.Length > 0;

            [Purpose("account")]
            internal static string Trim(string text) => text.Trim();
        }

        static class Text
        {
            internal static string To(Account account) => Accounts.Address(account);
        }

        [Purpose("marketing")]
        class Newsletter
        {
            string To(Account account) => {|PRIV2001:Accounts.Address(account)|};
            string Through(Account account) => {|PRIV2001:Text.To(account)|};
            bool Has(Account account) => Accounts.Has(account);
            string Title(string title) => Accounts.Trim(title);
            string Own() { return Address(); [Purpose("account")] string Address() => new Account().Id.ToString(); }
        }
        """);

    [Fact]
    public Task Passed_on_to_code_of_another_purpose() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        static class Newsletter
        {
            [Purpose("marketing")]
            internal static void Subscribe(string address) { }

            [Purpose("marketing")]
            internal static void SubscribeAll(IEnumerable<string> addresses) { }
        }

        [Purpose("account")]
        class Registration
        {
            void Register(Account account, List<Account> accounts, List<string> names)
            {
                Action<string> subscribe = Newsletter.Subscribe;
                subscribe({|PRIV2001:account.Email|});
                subscribe("somebody@example.com");
                Newsletter.SubscribeAll({|PRIV2001:accounts.Select(a => a.Email)|});
                Newsletter.SubscribeAll([{|PRIV2001:account.Email|}]);
                Newsletter.SubscribeAll(names);
            }
        }
        """);

    [Fact]
    public Task Reported_once_where_code_of_a_purpose_reads_it() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        [Purpose("marketing")]
        class Newsletter(Account account)
        {
            private readonly string _address = {|PRIV2001:account.Email|};
            string To() => _address;
        }

        class Panel
        {
            private string _address = "";
            void Load(Account account) => _address = account.Email;

            [Purpose("marketing")]
            string To() => {|PRIV2001:_address|};
        }
        """);

    [Fact]
    public Task Parameters_and_lambdas() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(
        """
        [Purpose("marketing")]
        class Newsletter
        {
            private readonly Func<Contact, string> _to = contact => {|PRIV2001:contact.Phone|};
            private readonly Func<Contact, string> _own = [Purpose("account")] (contact) => contact.Phone;

            string To([PersonalInformation("contact.email", "account")] string address) => "<" + {|PRIV2001:address|} + ">";
            string Use(Contact contact) => _to(contact);
        }

        class Contact
        {
            [PersonalInformation("contact.phone", "account")]
            public string Phone { get; set; } = "";
        }
        """);

    [Fact]
    public Task Adds_all_purposes_to_one_mark() => new PrivacyFixTest<UsedOutsideItsPurposeAnalyzer, PurposeFix>
    {
        TestCode = "using PrivacyAnalyzers;\n" + Code.Account +
            """
            class Code
            {
                [Purpose("marketing")] string A(Account account) => {|PRIV2001:account.Email|};
                [Purpose("statistics")] string B(Account account) => {|PRIV2001:account.Email|};
            }
            """,
        FixedCode = "using PrivacyAnalyzers;\n" + Code.Account.Replace("\"account\")", "\"account\", \"marketing\", \"statistics\")") +
            """
            class Code
            {
                [Purpose("marketing")] string A(Account account) => account.Email;
                [Purpose("statistics")] string B(Account account) => account.Email;
            }
            """,
        CodeActionEquivalenceKey = "AddPurposeToMark",
        NumberOfIncrementalIterations = 2,
    }.RunAsync();

    [Fact]
    public Task Behind_an_interface() => Code.Verify<UsedOutsideItsPurposeAnalyzer>(Code.Account +
        """
        interface INotes { void Add(string text); }
        interface IKept { void Add(string text); }

        [Purpose("marketing")]
        class Notes : INotes { public void Add(string text) => Console.WriteLine(text); }

        class Kept : IKept { public void Add(string text) => Console.WriteLine(text); }

        [Purpose("account")]
        class Service(INotes notes, IKept kept)
        {
            void Run(Account account)
            {
                notes.Add({|PRIV2001:account.Email|});
                notes.Add("x");
                kept.Add(account.Email);
            }
        }
        """);
}
