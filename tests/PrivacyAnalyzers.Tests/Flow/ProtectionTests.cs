namespace PrivacyAnalyzers.Tests.Flow;

public class ProtectionTests
{
    [Fact]
    public Task Protected_values_may_be_logged() => FlowCode.Verify(
        """
        class Own
        {
            [Protects(Protection.Masked)]
            static string Mask(string text) => text[..1] + "***";

            static string ByHand(string text) => text[..1] + "***";

            void M(Person person)
            {
                Console.WriteLine(Mask(person.Email));
                Console.WriteLine($"{Mask(person.Email)} is {person.Tier}");
                Console.WriteLine({|PRIV3001:ByHand(person.Email)|});
                var masked = Mask(person.Email);
                masked += person.Email;
                Console.WriteLine({|PRIV3001:masked|});
            }
        }

        class By_parameter
        {
            static void Hide(string text, [Protects(Protection.Masked)] out string hidden, out string open)
            {
                hidden = text;
                open = text;
            }

            static void HideIt([Protects(Protection.Masked)] ref string text) => text = text[..1] + text[^1..];

            void M(Person person)
            {
                Hide(person.Email, out var hidden, out var open);
                Console.WriteLine(hidden);
                Console.WriteLine({|PRIV3001:open|});
                HideIt(ref open);
                Console.WriteLine(open);
            }
        }

        class On_every_path
        {
            [Protects(Protection.Masked)]
            static string Mask(string text) => "***";

            void M(Person person, bool all)
            {
                var text = all ? person.Email : Mask(person.Email);
                Console.WriteLine({|PRIV3001:text|});
                text = Mask(text);
                Console.WriteLine(text);
            }
        }

        class Library
        {
            void M(Person person, byte[] key)
            {
                var bytes = Encoding.UTF8.GetBytes(person.Email);
                var keyed = System.Security.Cryptography.HMACSHA256.HashData(key, bytes);
                Console.WriteLine(Convert.ToHexString(keyed));
                var plain = System.Security.Cryptography.SHA256.HashData(bytes);
                Console.WriteLine(Convert.ToHexString(plain));
                Console.WriteLine({|PRIV3001:Convert.ToHexString(bytes)|});
            }
        }
        """);

    [Fact]
    public Task Protections_as_delegates_and_outputs() => FlowCode.Verify(
        """
        static class Vault
        {
            [Protects(Protection.Masked)]
            internal static string Mask(string text) => text[..1];

            internal static bool TrySeal(string text, [Protects(Protection.Encrypted)] out string result)
            {
                result = text;
                return true;
            }
        }

        class Uses
        {
            void M(Person person)
            {
                Func<string, string> mask = Vault.Mask;
                Console.WriteLine(mask(person.Email));
                Console.WriteLine(new[] { person.Email }.Select(Vault.Mask).First());
                if (Vault.TrySeal(person.Email, out var sealedText))
                    Console.WriteLine(sealedText);
                Console.WriteLine({|PRIV3001:person.Email|});
            }
        }
        """);
}
