namespace PrivacyAnalyzers.Tests.Flow;

public class AsyncTests
{
    [Fact]
    public Task Tasks_are_what_they_give() => FlowCode.Verify(
        """
        class Awaits
        {
            static async Task<string> Load(Person person)
            {
                await Task.Yield();
                return person.Email;
            }

            static Task<string> Tier(Person person) => Task.FromResult(person.Tier);

            async Task M(Person person)
            {
                Console.WriteLine(await {|PRIV3001:Load(person)|});
                Console.WriteLine(await Tier(person));
                Console.WriteLine(await {|PRIV3001:Load(person).ConfigureAwait(false)|});
                Console.WriteLine(Load(person).IsCompleted);
                Console.WriteLine({|PRIV3001:Load(person).Result|});
                var all = await Task.WhenAll(Load(person), Tier(person));
                Console.WriteLine({|PRIV3001:all[0]|});
                Console.WriteLine(all.Length);
            }
        }

        class Runs
        {
            async Task M(Person person)
            {
                var text = await Task.Run(() => person.Email);
                Console.WriteLine({|PRIV3001:text|});
                var size = await Task.Run(() => person.Email.Length);
                Console.WriteLine(size);
            }
        }

        class Streams
        {
            static async IAsyncEnumerable<string> Each(Person person)
            {
                await Task.Yield();
                yield return person.Email;
            }

            async Task M(Person person)
            {
                await foreach (var item in Each(person))
                    Console.WriteLine({|PRIV3001:item|});
            }
        }

        class Sources
        {
            async Task M(Person person)
            {
                var source = new TaskCompletionSource<string>();
                source.SetResult(person.Email);
                Console.WriteLine(await {|PRIV3001:source.Task|});
                var clean = new TaskCompletionSource<string>();
                clean.SetResult(person.Tier);
                Console.WriteLine(await clean.Task);
            }
        }

        class Channels
        {
            async Task M(Person person)
            {
                var channel = System.Threading.Channels.Channel.CreateUnbounded<string>();
                await channel.Writer.WriteAsync(person.Email);
                Console.WriteLine(await {|PRIV3001:channel.Reader.ReadAsync()|});
                var clean = System.Threading.Channels.Channel.CreateUnbounded<string>();
                await clean.Writer.WriteAsync(person.Tier);
                Console.WriteLine(await clean.Reader.ReadAsync());
            }
        }
        """);

    [Fact]
    public Task What_a_thread_is_started_with() => FlowCode.Verify(
        """
        class Threads
        {
            static void Show(object? text) => Console.WriteLine(text);

            void M(Person person)
            {
                new Thread(text => Console.WriteLine(text)).Start({|PRIV3001:person.Email|});
                new Thread(text => Console.WriteLine(text)).Start(person.Tier);
                var thread = new Thread(Show);
                thread.Start({|PRIV3001:person.Email|});
                var quiet = new Thread(text => Console.WriteLine("started"));
                quiet.Start(person.Email);
            }
        }
        """);
}
