using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Storage;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV4001Tests
{
    [Fact]
    public Task In_a_file() => Code.Verify<StoredUnencryptedAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account)
            {
                File.WriteAllText("account.txt", {|PRIV4001:account.Email|});
                File.WriteAllText("account.txt", account.Id.ToString());
                File.WriteAllText("account.txt", Seal(account.Email));
            }

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """);

    [Fact]
    public Task Plain_storage() => Code.Verify<StoredUnencryptedAnalyzer>(Code.Account +
        """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", account.Email);
        }
        """,
        """
        {
          "name": "Test", "version": "1",
          "purposes": { "account": { "description": "Run the account" } },
          "categories": { "contact": { "description": "Contact", "purposes": ["account"], "retention": "account", "storage": "plain" } }
        }
        """);

    [Fact]
    public Task Protects_with_the_projects_method() => Code.VerifyFix<StoredUnencryptedAnalyzer, ProtectFix>(
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", {|PRIV4001:account.Email|});

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """,
        Code.Account + """
        class Export
        {
            void Save(Account account) => File.WriteAllText("account.txt", Seal(account.Email));

            [Protects(Protection.Encrypted)]
            static string Seal(string text) => text;
        }
        """,
        key: "Protect");

    [Fact]
    public Task Inherited_members_of_what_stores() => Code.Verify<StoredUnencryptedAnalyzer>("using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.ViewFeatures;\n" + Code.Account +
        """
        class Pages(ITempDataDictionary temp, StreamWriter writer)
        {
            void Save(Account account)
            {
                temp["mail"] = {|PRIV4001:account.Email|};
                temp["id"] = account.Id;
                temp.Add("mail", {|PRIV4001:account.Email|});
                temp.Remove(account.Email);
                writer.Write({|PRIV4001:account.Email|} + account.Id);
            }
        }
        """);

    [Fact]
    public Task Writers_over_memory_and_over_files() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Security.Cryptography;\n" + Code.Account +
        """
        class Export
        {
            void Save(Account account, Aes aes)
            {
                using var file = File.Create("a");
                using var writer = new StreamWriter(file);
                writer.Write({|PRIV4001:account.Email|});
                using var memory = new StreamWriter(new MemoryStream());
                memory.Write(account.Email);
                using var encrypted = new StreamWriter(new CryptoStream(File.Create("b"), aes.CreateEncryptor(), CryptoStreamMode.Write));
                encrypted.Write(account.Email);
            }
        }
        """);

    [Fact]
    public Task A_parameter_is_stored_once() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Data;\nusing System.Data.Common;\n" + Code.Account +
        """
        class Table
        {
            void Save(Account account, DbCommand command)
            {
                Add(command, "mail", {|PRIV4001:account.Email|});
                Add(command, "id", account.Id);
            }

            static void Add(DbCommand command, string name, object value)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
        }
        """);

    [Fact]
    public Task Jobs_are_stored_with_what_their_call_passes() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Linq.Expressions;\nusing Hangfire;\n" + Code.Account +
        """
        interface IMailer
        {
            void Send(string to);
            Task WelcomeAsync(Account account, string subject);
            void Remind(int id);
        }

        class Jobs(IBackgroundJobClient client, IRecurringJobManager recurring)
        {
            private readonly Account _owner = new();

            void Plan(Account account)
            {
                BackgroundJob.Enqueue<IMailer>({|PRIV4001:x => x.Send(account.Email)|});
                BackgroundJob.Enqueue<IMailer>(x => x.Remind(account.Id));
                BackgroundJob.Schedule<IMailer>({|PRIV4001:x => x.WelcomeAsync(account, "Hello")|}, TimeSpan.FromDays(1));
                var mail = account.Email;
                client.Enqueue<IMailer>({|PRIV4001:x => x.Send(mail)|});
                recurring.AddOrUpdate<IMailer>("reminder", {|PRIV4001:x => x.Send(mail)|}, "@daily");
                Later({|PRIV4001:x => x.Send(mail)|});
                Later(x => x.Remind(account.Id));
                Later(x => x.Send(OwnersTown(account.Id)));
            }

            void Later(Expression<Action<IMailer>> call) => client.Enqueue(call);

            string OwnersTown(int id) => _owner.Id.ToString();
        }

        // The library's signatures.
        namespace Hangfire
        {
            public interface IBackgroundJobClient { }

            public interface IRecurringJobManager { }

            public static class BackgroundJob
            {
                public static string Enqueue<T>(Expression<Action<T>> methodCall) => throw new NotSupportedException();
                public static string Schedule<T>(Expression<Func<T, Task>> methodCall, TimeSpan delay) => throw new NotSupportedException();
            }

            public static class BackgroundJobClientExtensions
            {
                public static string Enqueue<T>(this IBackgroundJobClient client, Expression<Action<T>> methodCall) => throw new NotSupportedException();
            }

            public static class RecurringJobManagerExtensions
            {
                public static void AddOrUpdate<T>(this IRecurringJobManager manager, string recurringJobId, Expression<Action<T>> methodCall, string cronExpression) => throw new NotSupportedException();
            }
        }
        """);

    [Fact]
    public Task A_browsers_storage_gets_whole_objects() => Code.Verify<StoredUnencryptedAnalyzer>("using Blazored.LocalStorage;\n" + Code.Account +
        """
        class Browser(ILocalStorageService storage)
        {
            async Task Save(Account account)
            {
                await storage.SetItemAsync("account", {|PRIV4001:account|});
                await storage.SetItemAsync("id", account.Id);
                await storage.SetItemAsStringAsync("mail", {|PRIV4001:account.Email|});
            }
        }

        // The library's signatures.
        namespace Blazored.LocalStorage
        {
            public interface ILocalStorageService
            {
                ValueTask SetItemAsync<T>(string key, T data, CancellationToken cancellationToken = default);
                ValueTask SetItemAsStringAsync(string key, string data, CancellationToken cancellationToken = default);
            }
        }
        """);

    [Fact]
    public Task Whole_objects_where_they_are_filled() => Code.Verify<StoredUnencryptedAnalyzer>("using MassTransit;\n" + Code.Account +
        """
        public class Registered
        {
            public int Id { get; init; }
            public string? Plan { get; init; }

            [PersonalInformation("contact.email", "account")]
            public string? Email { get; init; }
        }

        class Bus(IPublishEndpoint bus)
        {
            async Task Send(Account account, string mail)
            {
                await bus.Publish(new Registered
                {
                    Id = account.Id,
                    Email = {|PRIV4001:account.Email|},
                });
                await bus.Publish({|PRIV4001:new Registered { Id = account.Id, Email = mail }|});
                await bus.Publish({|PRIV4001:new Registered { Id = account.Id }|});
                await bus.Publish(new { account.Id, Plan = "free" });
            }
        }

        // The library's signature.
        namespace MassTransit
        {
            public interface IPublishEndpoint { Task Publish<T>(T message, CancellationToken cancellationToken = default) where T : class; }
        }
        """);

    [Fact]
    public Task Xml_in_files() => Code.Verify<StoredUnencryptedAnalyzer>("using System.Xml;\nusing System.Xml.Linq;\n" + Code.Account +
        """
        class Export
        {
            void Write(Account account)
            {
                var document = new XDocument(new XElement("account", new XAttribute("mail", account.Email)));
                {|PRIV4001:document|}.Save("account.xml");
                new XElement("account", account.Id).Save("account.xml");
                using (var file = File.Create("account.xml"))
                    {|PRIV4001:document.Save(file)|};
                using (var memory = new MemoryStream())
                    document.Save(memory);
                using var writer = XmlWriter.Create("account.xml");
                writer.WriteElementString("mail", {|PRIV4001:account.Email|});
                writer.WriteElementString("id", account.Id.ToString());
                using var text = XmlWriter.Create(new System.Text.StringBuilder());
                text.WriteElementString("mail", account.Email);
            }
        }
        """);

    [Fact]
    public Task A_browsers_storage_through_its_functions() => Code.Verify<StoredUnencryptedAnalyzer>("using Microsoft.JSInterop;\n" + Code.Account +
        """
        class Browser(IJSRuntime js)
        {
            async Task Save(Account account)
            {
                await js.InvokeVoidAsync("localStorage.setItem", "mail", {|PRIV4001:account.Email|});
                await js.InvokeVoidAsync("sessionStorage.setItem", "account", {|PRIV4001:account|});
                await js.InvokeVoidAsync("localStorage.setItem", "id", account.Id);
                await js.InvokeVoidAsync("localStorage.removeItem", account.Email);
                await js.InvokeVoidAsync("form.show", account.Email);
            }
        }
        """);

    [Fact]
    public Task Cookies_by_their_header() => Code.Verify<StoredUnencryptedAnalyzer>("using Microsoft.AspNetCore.Http;\n" + Code.Account +
        """
        class Cookies
        {
            void Set(HttpResponse response, Account account)
            {
                response.Headers.SetCookie = "mail=" + {|PRIV4001:account.Email|};
                response.Headers.SetCookie = "id=" + account.Id;
                response.Headers.ETag = account.Email;
            }
        }
        """);

    [Fact]
    public Task Jobs_with_their_data() => Code.Verify<StoredUnencryptedAnalyzer>("using Quartz;\n" + Code.Account +
        """
        class Plan(IScheduler scheduler)
        {
            async Task Add(Account account)
            {
                var job = JobBuilder.Create().UsingJobData("mail", account.Email).Build();
                await scheduler.ScheduleJob({|PRIV4001:job|});
                var clean = JobBuilder.Create().UsingJobData("id", account.Id.ToString()).Build();
                await scheduler.ScheduleJob(clean);
            }
        }

        // The library's signatures.
        namespace Quartz
        {
            public interface IJobDetail;
            public interface IScheduler { Task ScheduleJob(IJobDetail jobDetail, CancellationToken cancellationToken = default); }
            public class JobBuilder
            {
                public static JobBuilder Create() => throw new NotSupportedException();
                public JobBuilder UsingJobData(string key, string? value) => throw new NotSupportedException();
                public IJobDetail Build() => throw new NotSupportedException();
            }
        }
        """);
}
