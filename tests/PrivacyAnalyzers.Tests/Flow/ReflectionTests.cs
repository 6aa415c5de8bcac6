namespace PrivacyAnalyzers.Tests.Flow;

public class ReflectionTests
{
    [Fact]
    public Task By_name_and_by_dynamic() => FlowCode.Verify(
        """
        class By_name
        {
            void M(Person person)
            {
                Console.WriteLine({|PRIV3001:typeof(Person).GetProperty("Email")!.GetValue(person)|});
                Console.WriteLine(typeof(Person).GetProperty("Tier")!.GetValue(person));
            }
        }

        class Slot
        {
            private string _text = "";
            private string _other = "";

            static void M(Person person)
            {
                var slot = new Slot();
                typeof(Slot).GetField("_text", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(slot, person.Email);
                Console.WriteLine({|PRIV3001:slot._text|});
                Console.WriteLine(slot._other);
            }
        }

        class Dynamic
        {
            void M(Person person)
            {
                dynamic text = person.Email;
                Console.WriteLine((string){|PRIV3001:text|});
                dynamic tier = person.Tier;
                Console.WriteLine((string)tier);
            }
        }

        class Dynamic_member
        {
            void M(Person person)
            {
                dynamic late = person;
                Console.WriteLine({|PRIV3001:late.Email|});
                Console.WriteLine(late.Tier);
            }
        }

        class Boxes
        {
            void M(Person person)
            {
                object boxed = person.Email;
                Console.WriteLine((string){|PRIV3001:boxed|});
                Console.WriteLine({|PRIV3001:boxed as string|});
                object clean = person.Tier;
                Console.WriteLine((string)clean);
            }
        }
        """);
}
