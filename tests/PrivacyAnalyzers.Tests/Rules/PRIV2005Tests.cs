using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2005Tests
{
    [Fact]
    public Task Answers_that_may_be_null() => Code.Verify<ConsentNotCheckedAnalyzer>(
        """
        public class Reader
        {
            [PersonalInformation("contact.email", "marketing")]
            public string Email { get; set; } = "";

            [ConsentCheck("marketing")]
            public bool Agreed { get; set; }
        }

        [Purpose("marketing")]
        class Offers
        {
            string Equal(Reader? reader) => reader?.Agreed == true ? reader.Email : "";
            string Else(Reader? reader) => reader?.Agreed ?? false ? reader!.Email : "";
            string Matched(Reader? reader) => reader?.Agreed is true ? reader.Email : "";
            string Early(Reader? reader) { if (reader?.Agreed != true) return ""; return reader.Email; }
            string Refused(Reader? reader) => reader?.Agreed == false ? {|PRIV2005:reader.Email|} : "";
            string Unknown(Reader? reader) => reader?.Agreed != false ? {|PRIV2005:reader!.Email|} : "";
            string NotRefused(Reader? reader) => reader?.Agreed is not false ? {|PRIV2005:reader!.Email|} : "";
            string Assumed(Reader? reader) => reader?.Agreed ?? true ? {|PRIV2005:reader!.Email|} : "";
        }
        """);

    [Fact]
    public Task Answers_that_are_waited_for() => Code.Verify<ConsentNotCheckedAnalyzer>(Customer +
        """
        interface IConsents
        {
            [ConsentCheck("marketing")] Task<bool> GivenAsync(int id);
            [ConsentCheck("marketing")] Task DemandAsync(int id);
            [ConsentCheck("marketing")] bool Given(int id);
        }

        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            string Result(Customer customer) => consents.GivenAsync(customer.Id).Result ? customer.Email : "";
            string Awaiter(Customer customer) => consents.GivenAsync(customer.Id).GetAwaiter().GetResult() ? customer.Email : "";
            string Refused(Customer customer) => consents.GivenAsync(customer.Id).Result ? "" : {|PRIV2005:customer.Email|};

            string Demanded(Customer customer)
            {
                consents.DemandAsync(customer.Id).Wait();
                return customer.Email;
            }

            string DemandedInTime(Customer customer)
            {
                consents.DemandAsync(customer.Id).Wait(100);
                return {|PRIV2005:customer.Email|};
            }

            string NotLookedAt(Customer customer)
            {
                consents.GivenAsync(customer.Id).Wait();
                return {|PRIV2005:customer.Email|};
            }

            string Together(Customer customer, bool open) => (open, consents.Given(customer.Id)) switch
            {
                (true, true) => customer.Email,
                (false, _) => {|PRIV2005:customer.Email|},
                _ => "",
            };
        }
        """);

    [Fact]
    public Task Before_and_after_the_check() => Code.Verify<ConsentNotCheckedAnalyzer>(Customer + SharingCode.Consents("marketing") +
        """
        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            string? Checked(Customer customer)
            {
                if (!consents.Given(customer.Id))
                    return null;
                return customer.Email;
            }

            string Unchecked(Customer customer) => {|PRIV2005:customer.Email|};
        }
        """);

    [Fact]
    public Task Guards_with_the_check() => Code.VerifyFix<ConsentNotCheckedAnalyzer, GuardFix>(Customer + SharingCode.Consents("marketing") +
        """
        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                outbox.Add({|PRIV2005:customer.Email|});
            }
        }
        """,
        Customer + SharingCode.Consents("marketing") +
        """
        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                if (!consents.Given(customer.Id))
                    return;
                outbox.Add(customer.Email);
            }
        }
        """,
        key: "Guard");

    private const string Customer =
        """
        class Customer
        {
            public int Id { get; set; }

            [PersonalInformation("contact.email", "marketing")]
            public string Email { get; set; } = "";
        }

        """;

    [Fact]
    public Task A_throwing_check_counts_once_awaited() => Code.Verify<ConsentNotCheckedAnalyzer>(Customer +
        """
        interface IConsents
        {
            [ConsentCheck("marketing")]
            Task DemandAsync(int customerId);
        }

        [Purpose("marketing")]
        class Offers(IConsents consents)
        {
            async Task<string> Later(Customer customer)
            {
                var demand = consents.DemandAsync(customer.Id);
                await demand.ConfigureAwait(false);
                return customer.Email;
            }

            string Waited(Customer customer)
            {
                consents.DemandAsync(customer.Id).GetAwaiter().GetResult();
                return customer.Email;
            }

            async Task<string> Dropped(Customer customer)
            {
                _ = consents.DemandAsync(customer.Id);
                await Task.Yield();
                return {|PRIV2005:customer.Email|};
            }
        }
        """);

    [Fact]
    public Task Wrappers_without_personal_data() => Code.Verify<ConsentNotCheckedAnalyzer>(
        """
        class Consents
        {
            [ConsentCheck("marketing")]
            public static bool Given => true;
        }

        class Tracker
        {
            [RequiresConsent("marketing")]
            public Tracker() { }
        }

        static class Beacon
        {
            [RequiresConsent("marketing")]
            public static void Start() { }
        }

        class App
        {
            Tracker Open() => {|PRIV2005:new()|};
            Tracker? Checked() => Consents.Given ? new Tracker() : null;
            void Run() => {|PRIV2005:Beacon.Start()|};
            void RunChecked() { if (Consents.Given) Beacon.Start(); }
        }
        """);

    [Fact]
    public Task A_local_function_called_where_it_was_checked() => Code.Verify<ConsentNotCheckedAnalyzer>(Customer +
        """
        class Consents
        {
            [ConsentCheck("marketing")]
            public static bool Given => true;
        }

        [Purpose("marketing")]
        class Offers
        {
            string Checked(Customer customer)
            {
                if (!Consents.Given)
                    return "";
                return Address() + Address();
                string Address() => customer.Email;
            }

            string Sometimes(Customer customer)
            {
                if (Consents.Given)
                    return Address();
                return Address();
                string Address() => {|PRIV2005:customer.Email|};
            }
        }
        """);

    [Fact]
    public Task Reported_once_where_the_purpose_reads_it() => Code.Verify<ConsentNotCheckedAnalyzer>(Customer +
        """
        class Consents
        {
            [ConsentCheck("marketing")]
            public static bool Given => true;
        }

        [Purpose("marketing")]
        class Unchecked(Customer customer)
        {
            private readonly string _address = {|PRIV2005:customer.Email|};
            string Show() => _address;
        }

        [Purpose("marketing")]
        class Loaded
        {
            private string _address = "";
            void Load(Customer customer) { if (Consents.Given) _address = customer.Email; }
            string Show() => {|PRIV2005:_address|};
        }
        """);

    [Theory]
    [InlineData("void Demand(int customerId);", "void Send(Customer customer)", "consents.Demand(customer.Id);\n        ")]
    [InlineData("Task DemandAsync(int customerId);", "async Task Send(Customer customer)", "await consents.DemandAsync(customer.Id);\n        ")]
    [InlineData("Task<bool> GivenAsync(int customerId);", "async Task Send(Customer customer)", "if (!await consents.GivenAsync(customer.Id))\n            return;\n        ")]
    [InlineData("bool Given(int customerId);", "int Send(Customer customer)", "if (!consents.Given(customer.Id))\n            throw new System.InvalidOperationException(\"No consent to 'marketing'.\");\n        ")]
    public Task Guards_with_each_kind_of_check(string check, string method, string guard)
    {
        return Code.VerifyFix<ConsentNotCheckedAnalyzer, GuardFix>(Source("", "{|PRIV2005:customer.Email|}", "{|PRIV2005:customer.Email|}"), Source(guard, "customer.Email", "customer.Email"), key: "Guard");

        // Two statements of one block need one check.
        string Source(string guarded, string first, string second) => Customer + $$"""
            interface IConsents
            {
                [ConsentCheck("marketing")]
                {{check}}
            }

            [Purpose("marketing")]
            class Offers(IConsents consents, ICollection<string> outbox)
            {
                {{method}}
                {
                    {{guarded}}outbox.Add({{first}});
                    outbox.Add({{second}});
                    {{(method.StartsWith("int", StringComparison.Ordinal) ? "return 0;" : method.StartsWith("async", StringComparison.Ordinal) ? "await Task.Yield();" : "return;")}}
                }
            }
            """;
    }

    [Fact]
    public Task Guards_a_member_with_an_expression_and_a_loop() => Code.VerifyFix<ConsentNotCheckedAnalyzer, GuardFix>(
        Customer + """
        class Consents
        {
            [ConsentCheck("marketing")]
            public static bool Given(Customer customer) => customer.Id > 0;
        }

        [Purpose("marketing")]
        class Offers(ICollection<string> outbox)
        {
            string To(Customer customer) => "<" + {|PRIV2005:customer.Email|} + ">";

            void Send(IEnumerable<Customer> customers)
            {
                foreach (var customer in customers)
                    outbox.Add({|PRIV2005:customer.Email|});
            }
        }
        """,
        Customer + """
        class Consents
        {
            [ConsentCheck("marketing")]
            public static bool Given(Customer customer) => customer.Id > 0;
        }

        [Purpose("marketing")]
        class Offers(ICollection<string> outbox)
        {
            string To(Customer customer)
            {
                if (!Consents.Given(customer))
                    throw new System.InvalidOperationException("No consent to 'marketing'.");
                return "<" + customer.Email + ">";
            }

            void Send(IEnumerable<Customer> customers)
            {
                foreach (var customer in customers)
                {
                    if (!Consents.Given(customer))
                        continue;
                    outbox.Add(customer.Email);
                }
            }
        }
        """,
        key: "Guard");

    [Fact]
    public Task Guards_with_a_check_for_each_purpose() => Code.VerifyFix<ConsentNotCheckedAnalyzer, GuardFix>(
        """
        class Customer
        {
            [PersonalInformation("contact.email", "marketing", "profiling")]
            public string Email { get; set; } = "";

            [ConsentCheck("marketing")] public bool AllowsOffers { get; init; }
            [ConsentCheck("profiling")] public bool AllowsProfile { get; init; }
        }

        [Purpose("marketing", "profiling")]
        class Offers
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                outbox.Add({|PRIV2005:customer.Email|});
            }
        }
        """,
        """
        class Customer
        {
            [PersonalInformation("contact.email", "marketing", "profiling")]
            public string Email { get; set; } = "";

            [ConsentCheck("marketing")] public bool AllowsOffers { get; init; }
            [ConsentCheck("profiling")] public bool AllowsProfile { get; init; }
        }

        [Purpose("marketing", "profiling")]
        class Offers
        {
            void Send(Customer customer, ICollection<string> outbox)
            {
                if (!customer.AllowsOffers || !customer.AllowsProfile)
                    return;
                outbox.Add(customer.Email);
            }
        }
        """,
        policy: """
        {
          "name": "Test", "version": "1",
          "purposes": { "marketing": { "description": "Offers", "basis": "consent" }, "profiling": { "description": "Profile", "basis": "consent" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["marketing", "profiling"] } }
        }
        """,
        key: "Guard");
}
