using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Purpose;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV2004Tests
{
    [Fact]
    public Task Stored_where_others_see_it() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        class Ticket
        {
            private string _last = "";
            public string Sender { get; set; } = "";

            void Open(Account account)
            {
                _last = account.Email;
                Sender = {|PRIV2004:account.Email|};
                Sender = account.Id.ToString();
            }
        }
        """);

    [Fact]
    public Task Returned_by_a_library() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        public class Header
        {
            public string {|PRIV2004:To|}(Account account) => account.Email;
            internal string From(Account account) => account.Email;

            [return: PersonalInformation("contact.email", "account")]
            public string ReplyTo(Account account) => account.Email;
        }
        """);

    [Fact]
    public Task Returned_in_a_tuple() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        public class Accounts
        {
            public (string Address, bool Known) {|PRIV2004:Address|}(Account account) => (account.Email, true);
            public Task<(string, int)> {|PRIV2004:AddressAndIdAsync|}(Account account) => Task.FromResult((account.Email, account.Id));
            public (Account Account, bool Created) GetOrCreate(Account account) => (account, account.Email == "");
            public (int, bool) Number(Account account) => (account.Id, true);
        }
        """);

    [Fact]
    public Task Marks_the_target() => Code.VerifyFix<LosesItsMarkAnalyzer, MarkTargetFix>(
        Code.Account + """
        class Ticket
        {
            public string Sender { get; set; } = "";

            void Open(Account account) => Sender = {|PRIV2004:account.Email|};
        }
        """,
        Code.Account + """
        class Ticket
        {
            [PersonalInformation("contact.email", "account")]
            public string Sender { get; set; } = "";

            void Open(Account account) => Sender = account.Email;
        }
        """,
        key: "MarkTarget");

    [Fact]
    public Task A_collection_of_personal_values() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        public class Report
        {
            public List<string> Lines { get; set; } = [];
            public List<Account> Accounts { get; set; } = [];

            internal void Fill(List<Account> accounts)
            {
                Lines = {|PRIV2004:accounts.Select(a => a.Email).ToList()|};
                Lines = accounts.Select(a => a.Id.ToString()).ToList();
                Accounts = accounts;
            }
        }
        """);

    [Fact]
    public Task In_an_object_of_a_library() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        class Envelope
        {
            public object? Body { get; set; }
            public object? Head { get; set; }
            private object? Tail { get; set; }
        }

        class Sender
        {
            void Send(Account account)
            {
                var text = new System.Text.StringBuilder();
                text.Append(account.Email);
                var envelope = new Envelope { Head = new System.Text.StringBuilder("to ").Append(account.Id) };
                envelope.Body = {|PRIV2004:text|};
                envelope.Body = account;
            }
        }
        """);

    [Fact]
    public Task Columns_updated_in_the_database() => Code.Verify<LosesItsMarkAnalyzer>(Code.Account +
        """
        namespace Microsoft.EntityFrameworkCore.Query
        {
            public class UpdateSettersBuilder<T>
            {
                public UpdateSettersBuilder<T> SetProperty<P>(System.Linq.Expressions.Expression<Func<T, P>> property, P value) => this;
                public UpdateSettersBuilder<T> SetProperty<P>(System.Linq.Expressions.Expression<Func<T, P>> property, System.Linq.Expressions.Expression<Func<T, P>> value) => this;
            }
        }

        class Ticket
        {
            public string Sender { get; set; } = "";

            [PersonalInformation("contact.email", "account")]
            public string Reply { get; set; } = "";
        }

        class Desk
        {
            void Assign(Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Ticket> update, Account account)
            {
                update.SetProperty(t => t.Sender, {|PRIV2004:account.Email|});
                update.SetProperty(t => t.Sender, t => {|PRIV2004:t.Reply|});
                update.SetProperty(t => t.Reply, account.Email);
                update.SetProperty(t => t.Sender, account.Id.ToString());
            }
        }
        """);
}
