using PrivacyAnalyzers.Testing;
using PrivacyAnalyzers.Tests.Rules;

namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>Which bodies are looked at: decided from names, before anything is bound.</summary>
public class RelevanceTests
{
    [Fact]
    public Task Who_names_a_marked_member_and_its_type() => Verify(
        """
        class Reads
        {
            string {|LOOKED:Mail|}(Account account) => account.Email;

            // An object of the type may be taken apart, whatever is read of it.
            int {|LOOKED:Id|}(Account account) => account.Id;

            int Other(string text) => text.Length;
        }
        """,
        """
        // The name alone, of another type's member, in a file that does not name the type.
        class Letter
        {
            public string Email { get; set; } = "";

            public string Text() => Email;
        }
        """);

    [Fact]
    public Task Who_calls_what_gives_personal_data() => Verify(
        """
        class Source
        {
            public string {|LOOKED:First|}(Account account) => account.Email;

            public string {|LOOKED:Second|}(Account account) => First(account);

            public string {|LOOKED:Third|} => Second(new Account());

            public int Fourth() => 4;
        }
        """,
        """
        class User
        {
            private readonly Source _source = new();

            void {|LOOKED:Use|}() => System.Console.WriteLine(_source.Third);

            int Clean(string text) => text.Length;
        }
        """);

    [Fact]
    public Task Who_names_a_private_member_that_keeps_it() => Verify(
        """
        class Keeper
        {
            private string _kept = "";
            private string _other = "";

            void {|LOOKED:Keep|}(Account account) => _kept = account.Email;

            void {|LOOKED:Show|}() => System.Console.WriteLine(_kept);

            void Clean() => System.Console.WriteLine(_other);
        }
        """,
        """
        class Stranger
        {
            private string _kept = "";

            void Show() => System.Console.WriteLine(_kept);
        }
        """);

    [Fact]
    public Task Who_names_what_another_method_keeps_for_it() => Verify(
        """
        class Keeper
        {
            private string _kept = "";
            private string _other = "";

            void {|LOOKED:Fill|}(Account account) => Put(account.Email);

            // Not by itself: what it is handed is known where it is called.
            private void Put(string text) => Set(text);

            private void {|LOOKED:Set|}(string text) => _kept = text;

            private void Forget(string text) => _other = text;

            void {|LOOKED:Show|}() => System.Console.WriteLine(_kept);

            void Clean() => System.Console.WriteLine(_other);
        }
        """);

    [Fact]
    public Task Who_has_an_object_by_an_alias_a_base_or_a_member() => Verify(
        """
        using Person = Account;

        class Aliased
        {
            string {|LOOKED:Mail|}(Person person) => person.Email;
        }
        """,
        """
        class Special : Account
        {
        }
        """,
        """
        class Derived
        {
            string {|LOOKED:Mail|}(Special special) => special.Email;
        }
        """,
        """
        class Order
        {
            public Account Buyer { get; set; } = new();
        }
        """,
        """
        class Orders
        {
            string {|LOOKED:Mail|}(Order order) => order.Buyer.Email;

            int Count(int orders) => orders;
        }
        """);

    [Fact]
    public Task Marked_parameters_and_protections() => Verify(
        """
        class Parameters
        {
            void {|LOOKED:Send|}([PersonalInformation("contact.email")] string to) => System.Console.WriteLine(to);

            [Protects(Protection.Masked)]
            string {|LOOKED:Mask|}(string text) => "***";

            void Plain(string to) => System.Console.WriteLine(to);
        }
        """);

    [Fact]
    public Task Marks_by_another_name() => Verify(
        """
        using Personal = PrivacyAnalyzers.PersonalInformationAttribute;
        using Other = System.ComponentModel.DescriptionAttribute;

        class Parameters
        {
            void {|LOOKED:Send|}([PersonalInformationAttribute("contact.email")] string to) => System.Console.WriteLine(to);

            void {|LOOKED:Call|}([Personal("contact.phone")] string number) => System.Console.WriteLine(number);

            void Plain([Other("contact.phone")] string to) => System.Console.WriteLine(to);
        }
        """);

    [Fact]
    public Task Comments_name_nothing() => Verify(
        """
        /// <summary>Shows an <see cref="Account"/>.</summary>
        class Shows
        {
            /// <summary>As <see cref="Account.Email"/>.</summary>
            int Documented(int x) => x;

            // account.Email
            int Commented(int x) => x;

            int After(int x) => x; // account.Email

            string {|LOOKED:Mail|}(Account account) => account.Email;

            string {|LOOKED:Interpolated|}(Account account) => $"{account.Email}";
        }
        """);

    [Fact]
    public Task Top_level_statements_and_nested_types() => Verify(
        """
        class Outer
        {
            enum Kind { Email, Account }

            class Inner
            {
                string {|LOOKED:Mail|}(Account account) => account.Email;

                int Other() => 1;
            }

            delegate string Gets(Account account);

            int Beside() => 2;
        }
        """);

    [Fact]
    public Task Recognised_members_count_where_that_is_enforced() => new PrivacyTest<RelevanceProbe>
    {
        TestCode =
            """
            class Customer
            {
                public string Email { get; set; } = "";
            }

            class Product
            {
                public string Name { get; set; } = "";
            }

            class Reads
            {
                string {|LOOKED:Mail|}(Customer customer) => customer.Email;

                string Title(Product product) => product.Name;
            }
            """,
        Config = "privacy_analyzers.inference = enforce",
    }.RunAsync();

    private static Task Verify(params string[] sources)
    {
        var test = new PrivacyTest<RelevanceProbe> { TestCode = "using PrivacyAnalyzers;\n" + Code.Account, Policy = Code.Policy };
        foreach (var source in sources)
            test.TestState.Sources.Add("using PrivacyAnalyzers;\n" + source);
        return test.RunAsync();
    }
}
