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

    [Fact]
    public Task Tasks_that_fail_where_they_are_awaited() => FlowCode.Verify(
        """
        class Failing
        {
            private static async Task Send(string text)
            {
                await Task.Yield();
                throw new InvalidOperationException(text);
            }

            private static async Task<int> Count(string text)
            {
                await Task.Yield();
                throw new InvalidOperationException(text);
            }

            async Task M(Person person)
            {
                var personal = Send(person.Email);
                var clean = Send(person.Tier);
                try
                {
                    await personal;
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
                try
                {
                    await clean;
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine(e.Message);
                }
            }

            async Task Together(Person person)
            {
                Task[] tasks = [Send(person.Email), Send(person.Tier)];
                try
                {
                    await Task.WhenAll(tasks);
                }
                catch (Exception e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }

            void Continued(Person person)
            {
                {|PRIV3001:Send(person.Email)|}.ContinueWith(t => Console.WriteLine(t.Exception!.Message));
                Send(person.Email).ContinueWith(t => Console.WriteLine(t.IsFaulted));
            }

            void Blocking(Person person)
            {
                var personal = Count(person.Email);
                var clean = Count(person.Tier);
                try
                {
                    Console.WriteLine(clean.Result);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                }
                try
                {
                    Console.WriteLine(personal.GetAwaiter().GetResult());
                }
                catch (Exception e)
                {
                    Console.WriteLine({|PRIV3001:e.Message|});
                }
            }
        }
        """);

    [Fact]
    public Task Progress() => FlowCode.Verify(
        """
        class Reports
        {
            void M(Person person)
            {
                var loud = new Progress<string>(text => Console.WriteLine(text));
                ((IProgress<string>)loud).Report({|PRIV3001:person.Email|});
                ((IProgress<string>)loud).Report(person.Tier);
                IProgress<string> quiet = new Progress<string>(text => Console.WriteLine(text.Length));
                quiet.Report(person.Email);
            }
        }
        """);

    [Fact]
    public Task What_a_task_or_a_block_is_given() => FlowCode.Verify(
        """
        class Given
        {
            async Task M(Person person)
            {
                var made = new Task<string>(state => (string)state!, person.Email);
                made.Start();
                Console.WriteLine(await {|PRIV3001:made|});
                var plain = new Task<string>(state => (string)state!, person.Tier);
                Console.WriteLine(await plain);
            }

            async Task Blocks(Person person)
            {
                var show = new System.Threading.Tasks.Dataflow.ActionBlock<string>(text => Console.WriteLine(text));
                await System.Threading.Tasks.Dataflow.DataflowBlock.SendAsync(show, {|PRIV3001:person.Email|});
                await System.Threading.Tasks.Dataflow.DataflowBlock.SendAsync(show, person.Tier);
            }
        }
        """);
}
