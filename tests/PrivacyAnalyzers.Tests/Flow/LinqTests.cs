namespace PrivacyAnalyzers.Tests.Flow;

public class LinqTests
{
    [Fact]
    public Task Queries_and_operators() => FlowCode.Verify(
        """
        class Operators
        {
            void M(List<Person> people)
            {
                foreach (var mail in people.Select(p => p.Email))
                    Console.WriteLine({|PRIV3001:mail|});
                foreach (var tier in people.Select(p => p.Tier))
                    Console.WriteLine(tier);
                Console.WriteLine(people.Count(p => p.Email != ""));
                Console.WriteLine(people.Any(p => p.Email == ""));
                Console.WriteLine({|PRIV3001:people.Select(p => p.Email).First()|});
                Console.WriteLine({|PRIV3001:string.Join(", ", people.Select(p => p.Email))|});
                Console.WriteLine({|PRIV3001:people.Aggregate("", (all, p) => all + p.Email)|});
                Console.WriteLine({|PRIV3001:people.Max(p => p.Email)|});
                foreach (var tier in people.OrderBy(p => p.Email).Select(p => p.Tier))
                    Console.WriteLine(tier);
                foreach (var tier in people.Where(p => p.Email != "").Select(p => p.Tier))
                    Console.WriteLine(tier);
            }
        }

        class Queries
        {
            void M(List<Person> people)
            {
                var query = from p in people let mail = p.Email where p.Id > 0 select new { mail, p.Tier };
                foreach (var row in query)
                {
                    Console.WriteLine({|PRIV3001:row.mail|});
                    Console.WriteLine(row.Tier);
                }
            }
        }

        class Groups
        {
            void M(List<Person> people)
            {
                foreach (var group in people.GroupBy(p => p.Email, p => p.Tier))
                {
                    Console.WriteLine({|PRIV3001:group.Key|});
                    Console.WriteLine(group.Count());
                }
                var map = people.ToDictionary(p => p.Id, p => p.Email);
                Console.WriteLine({|PRIV3001:map[1]|});
                foreach (var id in map.Keys)
                    Console.WriteLine(id);
            }
        }

        class Own_operator
        {
            void M(List<Person> people)
            {
                foreach (var mail in people.Map(p => p.Email))
                    Console.WriteLine({|PRIV3001:mail|});
                foreach (var tier in people.Map(p => p.Tier))
                    Console.WriteLine(tier);
            }
        }

        static class Sequences
        {
            internal static IEnumerable<TResult> Map<T, TResult>(this IEnumerable<T> source, Func<T, TResult> map)
            {
                foreach (var item in source)
                    yield return map(item);
            }
        }
        """);

    [Fact]
    public Task Aggregates() => FlowCode.Verify(
        """
        class Aggregates
        {
            void M(Person person)
            {
                var mails = new[] { person.Email };
                Console.WriteLine({|PRIV3001:mails.Aggregate("", (all, mail) => all + mail)|});
                Console.WriteLine({|PRIV3001:mails.Aggregate("", (all, mail) => all + mail, all => all)|});
                Console.WriteLine(mails.Aggregate("", (all, mail) => all + mail, all => ""));
                Console.WriteLine(mails.Aggregate("", (all, mail) => all, all => all));
                Console.WriteLine(mails.Aggregate(0, (all, mail) => all + 1));
            }
        }
        """);
}
