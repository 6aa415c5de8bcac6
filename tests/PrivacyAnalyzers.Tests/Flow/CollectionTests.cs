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
                Console.WriteLine({|PRIV3001:list[1]|});
                Console.WriteLine(list[0]);
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

    [Fact]
    public Task Keys_and_emptied_collections() => FlowCode.Verify(
        """
        class Kept
        {
            private readonly Dictionary<string, string> _values = new();
            private readonly StringBuilder _text = new();

            void Keep(Person person)
            {
                _values["tier"] = person.Tier;
                _values["email"] = person.Email;
                _text.Append(person.Email);
            }

            void Show()
            {
                Console.WriteLine(_values["tier"]);
                Console.WriteLine({|PRIV3001:_values["email"]|});
                Console.WriteLine(_values.TryGetValue("tier", out var tier) ? tier : "");
                Console.WriteLine(_values.TryGetValue("email", out var email) ? {|PRIV3001:email|} : "");
                foreach (var value in _values.Values)
                    Console.WriteLine({|PRIV3001:value|});
                Console.WriteLine({|PRIV3001:_text|});
                Console.WriteLine({|PRIV3001:_text.ToString()|});
            }
        }

        class Passed
        {
            private static void Show(Dictionary<string, string> values)
            {
                Console.WriteLine(values["tier"]);
                Console.WriteLine(values["email"]);
            }

            void M(Person person)
            {
                Show(new Dictionary<string, string> { ["tier"] = "x", ["email"] = "y", ["other"] = person.Email });
                var values = new Dictionary<string, string>();
                values["email"] = person.Email;
                Show({|PRIV3001:values|});
            }
        }

        class Emptied
        {
            void M(Person person)
            {
                var list = new List<string> { person.Email };
                list.Clear();
                list.Add(person.Tier);
                Console.WriteLine(list[0]);
                list.Add(person.Email);
                Console.WriteLine({|PRIV3001:list[1]|});
            }
        }

        class Composed
        {
            void M(List<Person> people)
            {
                Console.WriteLine({|PRIV3001:people.Aggregate(new StringBuilder(), (all, p) => all.Append(p.Email), all => all.ToString())|});
                Console.WriteLine(people.Aggregate(new StringBuilder(), (all, p) => all.Append(p.Tier), all => all.ToString()));
                Console.WriteLine({|PRIV3001:people.GroupBy(p => p.Tier, p => p.Email, (tier, emails) => emails.Max()).First()|});
                Console.WriteLine(people.GroupBy(p => p.Tier, p => p.Email, (tier, emails) => tier + emails.Count()).First());
                foreach (var count in people.CountBy(p => p.Email))
                {
                    Console.WriteLine(count.Value);
                    Console.WriteLine({|PRIV3001:count.Key|});
                }
                (string Name, string Value)[] pairs = [("email", people[0].Email), ("tier", people[0].Tier)];
                foreach (var (name, value) in pairs)
                {
                    Console.WriteLine(name);
                    Console.WriteLine({|PRIV3001:value|});
                }
            }
        }
        """);

    [Fact]
    public Task What_was_taken_out() => FlowCode.Verify(
        """
        class Emptied
        {
            void M(Person person, bool some)
            {
                var list = new List<string> { person.Email };
                list.Clear();
                list.Add(person.Tier);
                Console.WriteLine(list[0]);
                var other = new List<string> { person.Email };
                if (some)
                    other.Clear();
                Console.WriteLine({|PRIV3001:other[0]|});
                var builder = new StringBuilder(person.Email);
                Console.WriteLine({|PRIV3001:builder|});
                builder.Clear().Append(person.Tier);
                Console.WriteLine(builder);
            }
        }

        class Removed
        {
            void M(Person person)
            {
                var map = new Dictionary<string, string> { ["mail"] = person.Email, ["other"] = person.Email };
                map.Remove("mail", out var removed);
                Console.WriteLine({|PRIV3001:removed|});
                map.Remove("other");
                foreach (var value in map.Values)
                    Console.WriteLine(value);
            }
        }
        """);

    [Fact]
    public Task Positions_in_a_list() => FlowCode.Verify(
        """
        class Positions
        {
            static void AddHeader(List<string> list) => list.Add("header");

            static void DropFirst(List<string> list) => list.RemoveAt(0);

            static List<string> Made(Person person) => [person.Tier, person.Email];

            void M(Person person, bool some)
            {
                var list = new List<string> { person.Tier };
                list.Add(person.Email);
                list.Add(person.Tier);
                Console.WriteLine(list[0]);
                Console.WriteLine({|PRIV3001:list[1]|});
                Console.WriteLine(list[2]);
                Console.WriteLine({|PRIV3001:list[person.Id]|});
                Console.WriteLine({|PRIV3001:string.Join(",", list)|});
                foreach (var one in list)
                    Console.WriteLine({|PRIV3001:one|});

                var pairs = new List<(string, string)> { (person.Email, person.Tier), (person.Tier, person.Email) };
                Console.WriteLine(pairs[0].Item2);
                Console.WriteLine({|PRIV3001:pairs[1].Item2|});

                List<string> literal = [person.Tier, person.Email];
                Console.WriteLine(literal[0]);
                Console.WriteLine({|PRIV3001:literal[1]|});
                Console.WriteLine(Made(person)[0]);
                Console.WriteLine({|PRIV3001:Made(person)[1]|});
            }

            void Moved(Person person, bool some)
            {
                var sorted = new List<string> { person.Tier, person.Email };
                sorted.Sort();
                Console.WriteLine({|PRIV3001:sorted[0]|});

                var late = new List<string>();
                AddHeader(late);
                late.Add(person.Email);
                Console.WriteLine({|PRIV3001:late[1]|});

                var first = new List<string> { person.Tier, person.Email };
                DropFirst(first);
                Console.WriteLine({|PRIV3001:first[0]|});

                var maybe = new List<string>();
                if (some)
                    maybe.Add(person.Tier);
                maybe.Add(person.Email);
                Console.WriteLine({|PRIV3001:maybe[1]|});

                var many = new List<string>();
                for (var i = 0; i < 3; i++)
                    many.Add(person.Email);
                Console.WriteLine({|PRIV3001:many[2]|});

                var inserted = new List<string> { person.Email };
                inserted.Insert(0, person.Tier);
                Console.WriteLine({|PRIV3001:inserted[1]|});
            }
        }
        """);

    [Fact]
    public Task Keys_that_are_known_in_part() => FlowCode.Verify(
        """
        class Keys
        {
            private readonly Dictionary<string, string> _cache = new();

            void Locals(Person person, int id)
            {
                var mail = "mail";
                var map = new Dictionary<string, string> { [mail] = person.Email, ["tier"] = person.Tier };
                Console.WriteLine(map["tier"]);
                Console.WriteLine({|PRIV3001:map["mail"]|});
            }

            void Beginnings(Person person, int id, int other)
            {
                var map = new Dictionary<string, string>();
                map["mail:" + id] = person.Email;
                map[$"tier:{id}"] = person.Tier;
                Console.WriteLine(map["tier:" + other]);
                Console.WriteLine({|PRIV3001:map["mail:" + other]|});
                Console.WriteLine({|PRIV3001:map["mail:1"]|});
                map["mail:2"] = "";
                Console.WriteLine({|PRIV3001:map["mail:" + id]|});
                Console.WriteLine(map["tier:1"]);
            }

            void Put(Person person, int id)
            {
                _cache["mail:" + id] = person.Email;
                _cache["tier:" + id] = person.Tier;
            }

            void Show(int id)
            {
                Console.WriteLine(_cache["tier:" + id]);
                Console.WriteLine({|PRIV3001:_cache["mail:" + id]|});
                Console.WriteLine({|PRIV3001:_cache["mail:1"]|});
            }

            void Added(Person person)
            {
                var map = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
                map["a"] = person.Email;
                Console.WriteLine({|PRIV3001:map.GetOrAdd("a", person.Tier)|});
                Console.WriteLine(map.GetOrAdd("b", person.Tier));
            }
        }

        class Objects
        {
            private static readonly ConditionalWeakTable<object, StringBuilder> s_notes = new();

            void M(Person person, bool many)
            {
                var one = new object();
                var two = new object();
                s_notes.GetOrCreateValue(one).Append(person.Email);
                s_notes.GetOrCreateValue(two).Append(person.Tier);
                Console.WriteLine(s_notes.GetOrCreateValue(two));
                Console.WriteLine({|PRIV3001:s_notes.GetOrCreateValue(one)|});
                var map = new Dictionary<object, string>();
                for (var i = 0; i < 2; i++)
                {
                    var key = new object();
                    map[key] = many ? person.Email : "";
                    Console.WriteLine({|PRIV3001:map[key]|});
                }
            }
        }
        """);

    [Fact]
    public Task Keys_that_the_caller_gives() => FlowCode.Verify(
        """
        class Bag
        {
            private readonly Dictionary<string, object> _values = new();

            public Bag With(string key, object value)
            {
                _values[key] = value;
                return this;
            }

            public void Put(string key, object value) => Set("bag." + key, value);

            private void Set(string name, object value) => With(name, value);

            public object Get(string key) => _values.TryGetValue(key, out var value) ? value : "";

            public object Lower(string key)
            {
                key = key.ToLowerInvariant();
                return _values[key];
            }

            public object this[string key] => Get(key);
        }

        class Uses
        {
            void M(Person person, string any)
            {
                var bag = new Bag().With("tier", person.Tier).With("mail", person.Email);
                Console.WriteLine(bag.Get("tier"));
                Console.WriteLine(bag["tier"]);
                Console.WriteLine({|PRIV3001:bag.Get("mail")|});
                Console.WriteLine({|PRIV3001:bag["mail"]|});
                Console.WriteLine({|PRIV3001:bag.Get(any)|});
                Console.WriteLine({|PRIV3001:bag.Lower("TIER")|});
                bag.With("mail", "removed");
                Console.WriteLine(bag.Get("mail"));
            }

            void Under_a_key_that_is_not_known(Person person, string any)
            {
                var bag = new Bag().With(any, person.Email);
                Console.WriteLine({|PRIV3001:bag.Get("tier")|});
                bag.With("tier", "gold");
                Console.WriteLine({|PRIV3001:bag.Get("other")|});
            }

            void Through_another(Person person)
            {
                var bag = new Bag();
                bag.Put("mail", person.Email);
                Console.WriteLine({|PRIV3001:bag.Get("bag.mail")|});
                Console.WriteLine(bag.Get("tier"));
            }
        }

        class Kept
        {
            private readonly Dictionary<int, string> _byId = new();

            public void Put(int id, string text) => _byId[id] = text;

            public void Fill(Person person) => Put(1, person.Email);

            public void Show(int id) => Console.WriteLine({|PRIV3001:_byId[id]|});
        }
        """);

    [Fact]
    public Task Collections_of_the_project() => FlowCode.Verify(
        """
        sealed class Bag : IEnumerable<string>
        {
            private readonly List<string> _items = new();

            public int Asked { get; private set; }

            public void Add(string item) => _items.Add(item);

            public IEnumerator<string> GetEnumerator()
            {
                foreach (var item in _items)
                    yield return item;
            }

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }

        [CollectionBuilder(typeof(Built), nameof(Create))]
        sealed class Built : IEnumerable<string>
        {
            private readonly string[] _items;

            private Built(string[] items) => _items = items;

            public static Built Create(ReadOnlySpan<string> items) => new(items.ToArray());

            public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_items).GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }

        class Uses
        {
            void M(Person person)
            {
                Bag personal = [person.Email];
                Bag clean = [person.Tier];
                foreach (var item in personal)
                    Console.WriteLine({|PRIV3001:item|});
                foreach (var item in clean)
                    Console.WriteLine(item);
                Console.WriteLine({|PRIV3001:personal.First()|});
                Console.WriteLine(clean.First());
                Console.WriteLine(personal.Count());
                Console.WriteLine(personal.Asked);
                Console.WriteLine({|PRIV3001:string.Join(",", personal)|});
                Built built = [person.Email];
                Built other = [person.Tier];
                Console.WriteLine({|PRIV3001:built.First()|});
                Console.WriteLine(other.First());
            }
        }

        [InlineArray(4)]
        struct Four
        {
            private string _element;
        }

        class Parts
        {
            void M(Person person)
            {
                var four = new Four();
                four[1] = person.Email;
                Console.WriteLine({|PRIV3001:four[1]|});
                Console.WriteLine(four[0]);
                if (new[] { person.Tier, person.Email, person.Tier } is [var tier, var mail, ..])
                {
                    Console.WriteLine(tier);
                    Console.WriteLine({|PRIV3001:mail|});
                }
                var map = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.SetItem("a", person.Email).SetItem("b", person.Tier);
                Console.WriteLine({|PRIV3001:map["a"]|});
                Console.WriteLine(map["b"]);
                Console.WriteLine(map.SetItem("a", "")["a"]);
                Console.WriteLine({|PRIV3001:map.Remove("b")["a"]|});
                var box = new StrongBox<string>(person.Email);
                Console.WriteLine({|PRIV3001:box.Value|});
                box.Value = "";
                Console.WriteLine(box.Value);
            }
        }
        """);

    [Fact]
    public Task Linked_nodes() => FlowCode.Verify(
        """
        class Neighbours
        {
            void M(Person person)
            {
                var list = new LinkedList<string>();
                var first = list.AddFirst(person.Tier);
                list.AddAfter(first, person.Email);
                Console.WriteLine(first.Value);
                Console.WriteLine({|PRIV3001:first.Next!.Value|});
                for (var node = list.First; node is not null; node = node.Next)
                    Console.WriteLine({|PRIV3001:node.Value|});
                var added = new LinkedListNode<string>(person.Tier);
                list.AddLast(added);
                Console.WriteLine(added.Value);
                Console.WriteLine({|PRIV3001:added.Previous!.Value|});
                foreach (var text in added.List!)
                    Console.WriteLine({|PRIV3001:text|});
                var other = new LinkedList<string>([person.Tier]);
                Console.WriteLine(other.AddLast("").Previous!.Value);
            }
        }
        """);

    [Fact]
    public Task What_is_overwritten_as_a_whole() => FlowCode.Verify(
        """
        class Overwritten
        {
            void M(Person person)
            {
                var array = new[] { person.Email, "x" };
                Array.Fill(array, "y", 1, 1);
                Console.WriteLine({|PRIV3001:array[0]|});
                Array.Fill(array, "y");
                Console.WriteLine(array[0]);
                array[1] = person.Email;
                Console.WriteLine({|PRIV3001:array[1]|});
                Array.Clear(array);
                Console.WriteLine(array[1]);
                var span = new[] { person.Email }.AsSpan();
                Console.WriteLine({|PRIV3001:span[0]|});
                span.Clear();
                Console.WriteLine(span[0]);
                var list = new List<string> { person.Email };
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list)[0] = "x";
                Console.WriteLine(list[0]);
            }
        }

        class Emptied_by_another
        {
            readonly List<string> _kept = new();

            static void Reset(List<string> list, string first)
            {
                list.Clear();
                list.Add(first);
            }

            static void ResetSome(List<string> list, bool all)
            {
                if (all)
                    list.Clear();
            }

            void M(Person person, bool all)
            {
                var list = new List<string> { person.Email };
                Reset(list, "x");
                Console.WriteLine(list[0]);
                Reset(list, person.Email);
                Console.WriteLine({|PRIV3001:list[0]|});
                ResetSome(list, all);
                Console.WriteLine({|PRIV3001:list[0]|});
                list.Clear();
                _kept.Add(person.Email);
                Console.WriteLine({|PRIV3001:_kept[0]|});
                _kept.Clear();
                Console.WriteLine(_kept[0]);
            }
        }
        """);

    [Fact]
    public Task Parts_and_positions_from_the_end() => FlowCode.Verify(
        """
        class Parts
        {
            void M(Person person)
            {
                string[] array = ["x", person.Email, "z"];
                Console.WriteLine(array[..2][0]);
                Console.WriteLine({|PRIV3001:array[1..][0]|});
                Console.WriteLine({|PRIV3001:array.AsSpan(1)[0]|});
                Console.WriteLine(array[^1]);
                Console.WriteLine({|PRIV3001:array[^2]|});
                array[^2] = "y";
                Console.WriteLine(array[1]);
                array[^1] = person.Email;
                Console.WriteLine(array[0]);
                Console.WriteLine({|PRIV3001:array[2]|});
            }

            void Views(Person person)
            {
                var array = new[] { "x", "y" };
                array.AsSpan(1)[0] = person.Email;
                Console.WriteLine({|PRIV3001:array[1]|});
                var copy = new[] { "x", "y" };
                copy[1..][0] = person.Email;
                Console.WriteLine(copy[1]);
            }

            void Patterns(Person person)
            {
                string[] array = ["x", person.Email, "z"];
                if (array is [var first, .. var rest])
                {
                    Console.WriteLine(first);
                    Console.WriteLine({|PRIV3001:rest[0]|});
                }
                if (array is [.., var before, var last])
                {
                    Console.WriteLine({|PRIV3001:before|});
                    Console.WriteLine(last);
                }
                foreach (var at in person.Email.AsSpan().Split('@'))
                    Console.WriteLine(at);
            }

            void Removed(Person person)
            {
                var list = new List<string> { "x", person.Email, "z" };
                list.RemoveAt(0);
                Console.WriteLine({|PRIV3001:list[0]|});
                Console.WriteLine(list[1]);
                list.RemoveAt(0);
                Console.WriteLine(list[0]);
                list.Add(person.Email);
                Console.WriteLine({|PRIV3001:list[^1]|});
            }
        }
        """);

    [Fact]
    public Task Collections_that_tell_more_than_their_elements() => FlowCode.Verify(
        """
        class Observed
        {
            readonly System.Collections.ObjectModel.ObservableCollection<string> _kept = new();

            Observed() => _kept.CollectionChanged += (_, e) => Console.WriteLine(e.NewItems![0]);

            void Keep(Person person)
            {
                _kept.Add({|PRIV3001:person.Email|});
                _kept.Add(person.Tier);
            }

            void M(Person person)
            {
                var items = new System.Collections.ObjectModel.ObservableCollection<string>();
                items.CollectionChanged += (_, e) => Console.WriteLine(e.NewStartingIndex + " " + e.Action);
                items.Add(person.Email);
                items.CollectionChanged += (sender, e) => Console.WriteLine(e.NewItems![0]);
                items.Add({|PRIV3001:person.Email|});
                items[0] = {|PRIV3001:person.Email|};
                items[0] = person.Tier;
            }
        }

        class Named
        {
            void M(Person person)
            {
                var values = new System.Collections.Specialized.NameValueCollection { ["mail"] = person.Email };
                foreach (string? name in values)
                    Console.WriteLine(name);
                var names = new System.Collections.Specialized.NameValueCollection { [person.Email] = "mail" };
                foreach (string? name in names)
                    Console.WriteLine({|PRIV3001:name|});
                var ordered = new System.Collections.Specialized.OrderedDictionary { { "a", person.Email } };
                Console.WriteLine({|PRIV3001:ordered[0]|});
                Console.WriteLine(ordered["b"]);
            }
        }

        class Keys
        {
            static readonly object s_mail = new();
            static readonly object s_tier = new();

            void M(Person person)
            {
                var values = new Dictionary<object, string> { [s_mail] = person.Email, [s_tier] = person.Tier };
                Console.WriteLine({|PRIV3001:values[s_mail]|});
                Console.WriteLine(values[s_tier]);
            }
        }
        """);

    [Fact]
    public Task Values_of_a_marked_dictionary() => FlowCode.Verify(
        """
        class Phones
        {
            [PersonalInformation("contact.phone", "account")]
            public Dictionary<string, string> ByPlace { get; } = [];

            public Dictionary<string, string> Colours { get; } = [];
        }

        class Values
        {
            void M(Phones phones)
            {
                foreach (var value in phones.ByPlace.Values)
                    Console.WriteLine({|PRIV3001:value|});
                Console.WriteLine({|PRIV3001:string.Join(",", phones.ByPlace.Values)|});
                Console.WriteLine(phones.ByPlace.Values.Count);
                foreach (var value in phones.Colours.Values)
                    Console.WriteLine(value);
            }
        }
        """);
}
