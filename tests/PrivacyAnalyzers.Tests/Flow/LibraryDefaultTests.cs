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
}
