namespace PrivacyAnalyzers.Tests.Flow;

public class CollectionTests
{
    [Fact]
    public Task Elements_keys_and_what_is_counted() => FlowCode.Verify(
        """
        class Lists
        {
            void M(Person person)
            {
                var list = new List<string> { "x" };
                list.Add(person.Email);
                Console.WriteLine({|PRIV3001:list[0]|});
                Console.WriteLine(list.Count);
                foreach (var item in list)
                    Console.WriteLine({|PRIV3001:item|});
                var clean = new List<string> { person.Tier };
                Console.WriteLine(clean[0]);
                list.Clear();
            }
        }

        class Dictionaries
        {
            void M(Person person)
            {
                var byMail = new Dictionary<string, string> { [person.Email] = person.Tier };
                foreach (var (key, value) in byMail)
                {
                    Console.WriteLine({|PRIV3001:key|});
                    Console.WriteLine(value);
                }
                var map = new Dictionary<string, string>();
                map["mail"] = person.Email;
                map["tier"] = person.Tier;
                Console.WriteLine({|PRIV3001:map["mail"]|});
                Console.WriteLine(map["tier"]);
                if (map.TryGetValue("mail", out var found))
                    Console.WriteLine({|PRIV3001:found|});
                Console.WriteLine(map.ContainsKey("mail"));
            }
        }

        class Arrays
        {
            void M(Person person)
            {
                var parts = new[] { "a", person.Email };
                Console.WriteLine({|PRIV3001:parts[1]|});
                Console.WriteLine(parts.Length);
                string[] spread = [.. parts, "b"];
                Console.WriteLine({|PRIV3001:spread[0]|});
                var clean = new string[2];
                clean[0] = person.Tier;
                Console.WriteLine(clean[0]);
            }
        }

        class Queues
        {
            void M(Person person)
            {
                var queue = new Queue<string>();
                queue.Enqueue(person.Email);
                Console.WriteLine({|PRIV3001:queue.Dequeue()|});
                var stack = new Stack<string>();
                stack.Push(person.Tier);
                Console.WriteLine(stack.Pop());
            }
        }

        class Iterators
        {
            static IEnumerable<string> Each(Person person)
            {
                yield return person.Email;
            }

            static IEnumerable<string> Tiers(Person person)
            {
                yield return person.Tier;
            }

            void M(Person person)
            {
                foreach (var item in Each(person))
                    Console.WriteLine({|PRIV3001:item|});
                foreach (var item in Tiers(person))
                    Console.WriteLine(item);
            }
        }
        """);
}
