using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;
using PrivacyAnalyzers.Tests.Rules;

namespace PrivacyAnalyzers.Tests.Flow;

public class LibraryDefaultTests
{
    [Fact]
    public Task What_goes_in_comes_out() => FlowCode.Verify(
        """
        class Results
        {
            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:Path.Combine("data", person.Email)|});
                Console.WriteLine(Path.Combine("data", person.Tier));
                Console.WriteLine({|PRIV3001:System.Net.WebUtility.HtmlEncode(person.Email)|});
                Console.WriteLine(File.Exists(person.Email));
            }
        }

        class Mutators
        {
            void M(Person person)
            {
                var bag = new System.Collections.Concurrent.ConcurrentBag<string>();
                bag.Add(person.Email);
                bag.TryTake(out var taken);
                Console.WriteLine({|PRIV3001:taken|});
                Console.WriteLine(bag.IsEmpty);
            }
        }

        class Callbacks
        {
            void M(Person person)
            {
                var lazy = new Lazy<string>(() => person.Email);
                Console.WriteLine({|PRIV3001:lazy.Value|});
                var clean = new Lazy<string>(() => person.Tier);
                Console.WriteLine(clean.Value);
                var map = new System.Collections.Concurrent.ConcurrentDictionary<int, string>();
                Console.WriteLine({|PRIV3001:map.GetOrAdd(1, _ => person.Email)|});
            }
        }
        """);

    /// <summary>The members of an interface that nothing here implements are as a library's.</summary>
    [Fact]
    public Task A_number_worked_out_for_an_object() => FlowCode.Verify(
        """
        interface IRates
        {
            Task<double?> PriceAsync(Microsoft.AspNetCore.Mvc.ProblemDetails details);
            string Describe(Microsoft.AspNetCore.Mvc.ProblemDetails details);
            int Hash(string text);
            int Sum(List<string> texts);
        }

        class Rates
        {
            async Task M(Person person, IRates rates)
            {
                var details = new Microsoft.AspNetCore.Mvc.ProblemDetails { Detail = person.Email };
                Console.WriteLine(await rates.PriceAsync(details));
                Console.WriteLine({|PRIV3001:rates.Describe(details)|});
                Console.WriteLine({|PRIV3001:rates.Hash(person.Email)|});
                Console.WriteLine({|PRIV3001:rates.Sum([person.Email])|});
            }
        }
        """);

    [Fact]
    public Task What_is_found_under_a_key_has_nothing_of_it() => FlowCode.Verify(
        """
        class Page<T>
        {
            public List<T> Items { get; } = [];
            public string Next { get; set; } = "";
        }

        interface IPeople
        {
            Person GetByEmail(string email);
            Task<Person?> FindAsync(string email);
            Task<List<Person>> Search(string email);
            bool TryGet(string email, out Person person);
            Page<Person> PageOf(string email);
            string GetTierByEmail(string email);
            string Normalize(string email);
            Page<string> Spellings(string email);
            string LastSeen();
            Microsoft.AspNetCore.Mvc.ProblemDetails GetProblem(string email);
            Microsoft.AspNetCore.Mvc.ProblemDetails Explain(string email);
            T Parse<T>(string text);
        }

        class Desk
        {
            async Task M(Person person, IPeople people)
            {
                var found = people.GetByEmail(person.Email);
                Console.WriteLine(found.Tier);
                Console.WriteLine({|PRIV3001:found.Email|});
                Console.WriteLine((await people.FindAsync(person.Email))!.Tier);
                foreach (var one in await people.Search(person.Email))
                    Console.WriteLine(one.Tier);
                if (people.TryGet(person.Email, out var other))
                    Console.WriteLine(other.Tier);
                Console.WriteLine(people.LastSeen());
                Console.WriteLine(people.PageOf(person.Email).Items[0].Tier);
                Console.WriteLine(people.PageOf(person.Email).Next);
                Console.WriteLine(people.GetTierByEmail(person.Email));
                Console.WriteLine({|PRIV3001:people.Normalize(person.Email)|});
                Console.WriteLine({|PRIV3001:people.Spellings(person.Email).Next|});
                Console.WriteLine(people.GetProblem(person.Email).Title);
                Console.WriteLine({|PRIV3001:people.Explain(person.Email).Title|});
                Console.WriteLine({|PRIV3001:people.Parse<Person>(person.Email).Tier|});
            }
        }
        """);

    /// <summary>What a service says about an object is not the object.</summary>
    [Fact]
    public Task Another_object_than_went_in() => FlowCode.Verify(
        """
        record Address
        {
            [PersonalInformation("contact.address", "account")]
            public string Street { get; init; } = "";
        }

        record Findings(List<string> Errors);

        interface IAddresses
        {
            Findings Check(Address address);
            List<string> Validate(Address address);
            Address Clean(Address address);
            List<string> Correct(string street);
        }

        class Desk
        {
            void M(Address address, IAddresses addresses)
            {
                var findings = addresses.Check(address);
                Console.WriteLine(findings);
                Console.WriteLine(string.Join(", ", findings.Errors));
                var errors = addresses.Validate(new Address { Street = address.Street });
                Console.WriteLine(string.Join(", ", errors));
                Console.WriteLine({|PRIV3001:addresses.Clean(address)|});
                Console.WriteLine({|PRIV3001:string.Join(", ", addresses.Correct(address.Street))|});
            }
        }
        """);

    [Fact]
    public Task What_is_kept_beside_and_what_tells_nothing() => FlowCode.Verify(
        """
        class Beside
        {
            static readonly System.Net.Http.HttpRequestOptionsKey<string> s_mail = new("mail");
            static readonly System.Net.Http.HttpRequestOptionsKey<string> s_tier = new("tier");

            void M(Person person)
            {
                var request = new System.Net.Http.HttpRequestMessage(System.Net.Http.HttpMethod.Get, "https://example.com");
                request.Options.Set(s_mail, person.Email);
                request.Options.Set(s_tier, person.Tier);
                request.Options.TryGetValue(s_mail, out var mail);
                Console.WriteLine({|PRIV3001:mail|});
                request.Options.TryGetValue(s_tier, out var tier);
                Console.WriteLine(tier);
                Console.WriteLine(request.Headers);
                request.Headers.Add("X-Mail", person.Email);
                Console.WriteLine({|PRIV3001:request.Headers|});
                Console.WriteLine(request.Method);
                Console.WriteLine(request.VersionPolicy);
            }

            void Xml(Person person)
            {
                var element = new System.Xml.Linq.XElement("mail", person.Email);
                Console.WriteLine(element.Name);
                Console.WriteLine({|PRIV3001:element.Value|});
                Console.WriteLine({|PRIV3001:new System.Xml.Linq.XElement(person.Email, "x").Name|});
            }
        }

        // A database's context is no data; what is read through it is.
        class Database
        {
            class Shop : Microsoft.EntityFrameworkCore.DbContext
            {
                public System.Collections.Generic.List<Person> People { get; } = [];
            }

            class Page
            {
                public System.Collections.Generic.List<Person> People { get; } = [];
            }

            void M(Shop shop, Page page)
            {
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(shop));
                Console.WriteLine({|PRIV3001:System.Text.Json.JsonSerializer.Serialize(page)|});
                Console.WriteLine({|PRIV3001:shop.People[0].Email|});
            }
        }

        class Read_back
        {
            static void Show(byte[] bytes) => Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<string>(new System.IO.MemoryStream(bytes)));

            void M(Person person)
            {
                var stream = new System.IO.MemoryStream();
                System.Text.Json.JsonSerializer.Serialize(stream, person.Email);
                Show({|PRIV3001:stream.ToArray()|});
                var plain = new System.IO.MemoryStream();
                System.Text.Json.JsonSerializer.Serialize(plain, person.Tier);
                Show(plain.ToArray());
            }
        }

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext;
        }
        """);

    [Fact]
    public Task What_a_library_lets_only_write_is_read_in_code_that_does_not_compile()
    {
        var library = CSharpCompilation.Create(
            "Library",
            [CSharpSyntaxTree.ParseText("namespace Library; public class Box { public string Note { set { } } public string this[int index] { set { } } public string Label => null!; }")],
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var test = new PrivacyTest<PersonalDataInLogAnalyzer>
        {
            TestCode = "using PrivacyAnalyzers;\n" + Code.Account +
                """
                class Login
                {
                    void Done(Account account, Library.Box box)
                    {
                        System.Console.WriteLine(box.Note.Trim() + box[0].Trim());
                        System.Console.WriteLine({|PRIV3001:account.Email|} + box.Label);
                    }
                }
                """,
            Policy = Code.Policy,
            CompilerDiagnostics = CompilerDiagnostics.None,
        }.WithFile("privacy-catalog.json", """{ "propagators": [ { "api": "P:Library.Box.*", "flows": ["this => return"] } ] }""");
        test.TestState.AdditionalReferences.Add(library.ToMetadataReference());
        return test.RunAsync();
    }
}
