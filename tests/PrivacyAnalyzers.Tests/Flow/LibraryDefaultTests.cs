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
}
