namespace PrivacyAnalyzers.Tests.Flow;

/// <summary>What the engine does not do, as it is at present; docs/flow.md names each.</summary>
public class LimitTests
{
    [Fact]
    public Task Limit_handlers_keyed_by_type() => FlowCode.Verify(
        """
        class Bus
        {
            private readonly Dictionary<Type, List<Action<object>>> _handlers = new();

            internal void On<T>(Action<T> handler)
            {
                if (!_handlers.TryGetValue(typeof(T), out var list))
                    _handlers[typeof(T)] = list = new List<Action<object>>();
                list.Add(o => handler((T)o));
            }

            internal void Publish(object message) => _handlers[message.GetType()].ForEach(h => h(message));

            static void M(Person person)
            {
                var bus = new Bus();
                bus.On<string>(text => Console.WriteLine(text));
                bus.Publish(person.Email);
            }
        }
        """);

    [Fact]
    public Task Limit_weak_table_by_key() => FlowCode.Verify(
        """
        class Attached
        {
            private readonly ConditionalWeakTable<object, string> _notes = new();

            void M(Person person, object one, object two)
            {
                _notes.Add(one, person.Email);
                _notes.Add(two, person.Tier);
                if (_notes.TryGetValue(two, out var note))
                    Console.WriteLine({|PRIV3001:note|});
            }
        }
        """);

    [Fact]
    public Task Limit_kept_by_a_base_class() => FlowCode.Verify(
        """
        abstract class Base
        {
            private string _text = "";

            protected void Set(string text) => _text = text;

            // What a derived class hands it is not known here.
            public void Show() => Console.WriteLine(_text);
        }

        class Derived : Base
        {
            void Fill(Person person) => Set(person.Email);

            void Both(Person person)
            {
                Set(person.Email);
                {|PRIV3001:Show()|};
            }
        }
        """);

    [Fact]
    public Task Limit_computed_index() => FlowCode.Verify(
        """
        class Cells
        {
            void M(Person person, int at)
            {
                var cells = new[] { "", "" };
                cells[at + 1] = person.Email;
                cells[at + 1] = "";
                Console.WriteLine({|PRIV3001:cells[at + 1]|});
            }
        }
        """);

    [Fact]
    public Task Limit_computed_key() => FlowCode.Verify(
        """
        class Keys
        {
            void M(Person person, string key, string other)
            {
                var map = new Dictionary<string, string>();
                map[key] = person.Email;
                map[other] = person.Tier;
                Console.WriteLine({|PRIV3001:map[other]|});
            }
        }
        """);

    [Fact]
    public Task Limit_deep_in_an_object() => FlowCode.Verify(
        """
        class One { public Person Inner { get; set; } = new(); }
        class Two { public One Inner { get; set; } = new(); }
        class Three { public Two Inner { get; set; } = new(); }
        class Four { public Three Inner { get; set; } = new(); }
        class Five { public Four Inner { get; set; } = new(); }

        class Deep
        {
            void M(Four near, Five far)
            {
                Console.WriteLine({|PRIV3001:System.Text.Json.JsonSerializer.Serialize(near)|});
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(far));
            }
        }
        """);

    /// <summary>Objects in which each refers to all others are taken apart as far as the limit goes: it costs neither the summary nor the time.</summary>
    [Fact]
    public Task Limit_objects_that_all_refer_to_each_other()
    {
        const int types = 40;
        var graph = string.Concat(Enumerable.Range(0, types).Select(i =>
            $"class Node{i} {{ {string.Concat(Enumerable.Range(0, types).Select(j => $"public Node{j} To{j} {{ get; set; }} = null!; public string Text{j} {{ get; set; }} = \"\"; "))} public Node{i} Self() => this; }}\n"));
        return FlowCode.Verify(
            graph +
            """
            class Walk
            {
                private readonly Node0 _start = new();

                Node0 Start() => _start;

                void M(Person person)
                {
                    var node = Start().Self();
                    node.Text1 = person.Email;
                    Console.WriteLine({|PRIV3001:node.Text1|});
                    Console.WriteLine(node.Text2);
                    Console.WriteLine({|PRIV3001:System.Text.Json.JsonSerializer.Serialize(Start())|});
                    Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new Node3()));
                }
            }
            """);
    }

    /// <summary>Of many bodies those that are nearest to personal data are looked at.</summary>
    [Theory]
    [InlineData(2_000, true)]
    [InlineData(3_400, false)]
    public Task Limit_far_in_a_large_compilation(int bodies, bool all)
    {
        var value = all ? "{|PRIV3001:Source.Get(person)|}" : "Source.Get(person)";
        return FlowCode.Verify(
            $$"""
            static class Source
            {
                internal static string Get(Person person) => person.Email;

                internal static void Near(Person person) => Console.WriteLine({|PRIV3001:person.Email|});
            }

            static class Many
            {
            {{string.Concat(Enumerable.Range(0, bodies).Select(i => $"    static void Far{i}(Person person) => Console.WriteLine({value});\n"))}}
            }
            """);
    }

    [Fact]
    public Task Limit_file_read_back() => FlowCode.Verify(
        """
        class Files
        {
            void M(Person person)
            {
                File.WriteAllText("a.txt", person.Email);
                Console.WriteLine(File.ReadAllText("a.txt"));
            }
        }
        """);

    [Fact]
    public Task Limit_private_member_of_another_object() => FlowCode.Verify(
        """
        class Holder
        {
            private string _text = "";

            void Set(Person person) => _text = person.Email;

            static void M()
            {
                var fresh = new Holder();
                Console.WriteLine(fresh._text);
                Show(fresh);
            }

            static void Show(Holder holder) => Console.WriteLine({|PRIV3001:holder._text|});
        }
        """);

    [Fact]
    public Task Limit_conditions_that_agree() => FlowCode.Verify(
        """
        class Agree
        {
            void M(Person person, bool yes)
            {
                var text = "";
                if (yes)
                    text = person.Email;
                if (!yes)
                    Console.WriteLine({|PRIV3001:text|});
            }
        }
        """);

    [Fact]
    public Task Limit_unmarked_member_that_others_see() => FlowCode.Verify(
        """
        class Shelf
        {
            public string Text = "";

            void Put(Person person) => Text = person.Email;

            void Show() => Console.WriteLine(Text);
        }
        """);

    [Fact]
    public Task Limit_expression_tree_built_by_hand() => FlowCode.Verify(
        """
        class Trees
        {
            void M(Person person)
            {
                var input = System.Linq.Expressions.Expression.Parameter(typeof(Person));
                var body = System.Linq.Expressions.Expression.Property(input, "Email");
                var read = System.Linq.Expressions.Expression.Lambda<Func<Person, string>>(body, input).Compile();
                Console.WriteLine(read(person));
            }
        }
        """);

    [Fact]
    public Task Limit_reference_in_a_field() => FlowCode.Verify(
        """
        ref struct Slot(ref string target)
        {
            private ref string _target = ref target;

            public void Set(string text) => _target = text;
        }

        class Slots
        {
            void M(Person person)
            {
                var text = "";
                var slot = new Slot(ref text);
                slot.Set(person.Email);
                Console.WriteLine(text);
            }
        }
        """);

    [Fact]
    public Task Limit_static_member_of_a_generic_type() => FlowCode.Verify(
        """
        class Held<T>
        {
            internal static T? Value;
        }

        class Statics
        {
            void M(Person person)
            {
                Held<string>.Value = person.Email;
                Held<int>.Value = 3;
                Console.WriteLine({|PRIV3001:Held<string>.Value|});
                Console.WriteLine({|PRIV3001:Held<int>.Value|});
            }
        }
        """);

    [Fact]
    public Task Limit_one_of_several() => FlowCode.Verify(
        """
        class Several
        {
            sealed class Note
            {
                public string Text = "";
            }

            void M(Person person, bool which)
            {
                var note = which ? new Note { Text = person.Email } : new Note();
                note.Text = "";
                Console.WriteLine({|PRIV3001:note.Text|});
            }
        }
        """);

    [Fact]
    public Task Limit_order_of_a_stack() => FlowCode.Verify(
        """
        class Stacked
        {
            void M(Person person)
            {
                var stack = new Stack<string>();
                stack.Push(person.Email);
                stack.Pop();
                stack.Push("x");
                Console.WriteLine({|PRIV3001:stack.Peek()|});
            }
        }
        """);

    [Fact]
    public Task Limit_counted_from_the_end_of_a_parameter() => FlowCode.Verify(
        """
        class Last_of
        {
            static string Last(params string[] parts) => parts[^1];

            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:Last("x", person.Email)|});
                Console.WriteLine({|PRIV3001:Last(person.Email, "x")|});
            }
        }
        """);
}
