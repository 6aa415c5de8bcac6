using PrivacyAnalyzers.CodeFixes;
using PrivacyAnalyzers.Rules.Transfer;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV5001Tests
{
    [Fact]
    public Task Scheme() => Code.Verify<SentInClearAnalyzer>(Code.Account +
        """
        class Sync(HttpClient http)
        {
            async Task Send(Account account)
            {
                await http.PostAsync("http://api.example.com/", {|PRIV5001:new StringContent(account.Email)|});
                await http.PostAsync("https://api.example.com/", new StringContent(account.Email));
                await http.PostAsync("http://localhost:5000/", new StringContent(account.Email));
            }
        }
        """);

    [Fact]
    public Task Uses_tls() => Code.VerifyFix<SentInClearAnalyzer, TlsFix>(
        Code.Account + """
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("http://api.example.com/", {|PRIV5001:new StringContent(account.Email)|});
        }
        """,
        Code.Account + """
        class Sync(HttpClient http)
        {
            Task Send(Account account) => http.PostAsync("https://api.example.com/", new StringContent(account.Email));
        }
        """,
        key: "UseTls");

    [Fact]
    public Task What_a_client_is_made_with() => Code.Verify<SentInClearAnalyzer>("using System.Net.Http.Json;\n" + Code.Account +
        """
        class Clear
        {
            private static readonly Uri s_uri = new("http://api.example.com/");
            private readonly HttpClient _http;

            Clear(HttpClient http)
            {
                http.BaseAddress = new Uri("http://api.example.com/");
                _http = http;
            }

            Task Relative(Account account) => _http.PostAsJsonAsync("accounts", {|PRIV5001:account.Email|});
            Task Absolute(Account account) => _http.PostAsJsonAsync("https://api.example.com/accounts", account.Email);
            Task Field(Account account) => new HttpClient().PostAsJsonAsync(s_uri, {|PRIV5001:account.Email|});
        }

        class Api(string address)
        {
            private readonly HttpClient _http = new() { BaseAddress = new Uri(address) };

            internal Task Post(string path, string text) => _http.PostAsync(path, new StringContent(text));
        }

        class Calls
        {
            Task InClear(Account account) => new Api("http://api.example.com/").Post("accounts", {|PRIV5001:account.Email|});
            Task OverTls(Account account) => new Api("https://api.example.com/").Post("accounts", account.Email);
        }
        """);

    [Fact]
    public Task What_a_request_holds() => Code.Verify<SentInClearAnalyzer>("using System.Net.Http.Json;\n" + Code.Account +
        """
        class Requests(HttpClient http)
        {
            async Task Send(Account account)
            {
                var initialized = new HttpRequestMessage(HttpMethod.Post, "http://api.example.com/") { Content = JsonContent.Create(account) };
                await http.SendAsync({|PRIV5001:initialized|});

                var assigned = new HttpRequestMessage(HttpMethod.Post, "http://api.example.com/");
                assigned.Content = JsonContent.Create(new { account.Email });
                await http.SendAsync({|PRIV5001:assigned|});
                assigned.Content = JsonContent.Create(new { account.Id });
                await http.SendAsync(assigned);

                var headed = new HttpRequestMessage(HttpMethod.Get, "http://api.example.com/");
                headed.Headers.Add("X-User", account.Email);
                await http.SendAsync({|PRIV5001:headed|});

                var annotated = new HttpRequestMessage(HttpMethod.Get, "http://api.example.com/");
                annotated.Options.Set(new HttpRequestOptionsKey<string>("user"), account.Email);
                await http.SendAsync(annotated);

                await Pass(new HttpRequestMessage(HttpMethod.Post, "http://api.example.com/") { Content = {|PRIV5001:new StringContent(account.Email)|} });
                await Pass(new HttpRequestMessage(HttpMethod.Post, "http://api.example.com/") { Content = new StringContent(account.Id.ToString()) });
            }

            Task Pass(HttpRequestMessage request) => http.SendAsync(request);
        }
        """);

    [Fact]
    public Task Connections() => Code.Verify<SentInClearAnalyzer>("using System.Net.Mail;\nusing System.Net.Security;\nusing System.Net.Sockets;\nusing System.Net.WebSockets;\nusing System.Text;\n" + Code.Account +
        """
        class Line
        {
            void Tcp(Account account)
            {
                using var client = new TcpClient("api.example.com", 9000);
                client.GetStream().Write({|PRIV5001:Encoding.UTF8.GetBytes(account.Email)|});
                using var tls = new SslStream(client.GetStream());
                tls.Write(Encoding.UTF8.GetBytes(account.Email));
                using var near = new TcpClient("localhost", 9000);
                near.GetStream().Write(Encoding.UTF8.GetBytes(account.Email));
            }

            async Task Socket(Account account)
            {
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(new Uri("ws://api.example.com/"), default);
                await socket.SendAsync({|PRIV5001:Encoding.UTF8.GetBytes(account.Email)|}, WebSocketMessageType.Text, true, default);
            }

            void Mail(Account account)
            {
                Deliver(new SmtpClient("mail.example.com"), {|PRIV5001:account.Email|});
                Deliver(new SmtpClient("mail.example.com") { EnableSsl = true }, account.Email);
            }

            static void Deliver(SmtpClient smtp, string to) => smtp.Send("a@example.com", to, "", "");
        }
        """);

    [Fact]
    public Task Switches_tls_on() => Code.VerifyFix<SentInClearAnalyzer, TlsFix>(
        "using System.Net.Mail;\n" + Code.Account + """
        class Mail
        {
            void Send(Account account)
            {
                using var smtp = new SmtpClient("mail.example.com") { EnableSsl = false };
                smtp.Send("a@example.com", {|PRIV5001:account.Email|}, "", "");
            }
        }
        """,
        "using System.Net.Mail;\n" + Code.Account + """
        class Mail
        {
            void Send(Account account)
            {
                using var smtp = new SmtpClient("mail.example.com") { EnableSsl = true };
                smtp.Send("a@example.com", account.Email, "", "");
            }
        }
        """,
        key: "UseTls");

    [Fact]
    public Task Makes_the_client_with_tls() => Code.VerifyFix<SentInClearAnalyzer, TlsFix>(
        "using System.Net.Mail;\n" + Code.Account + """
        class Mail
        {
            private readonly SmtpClient _smtp = new("mail.example.com");

            void Send(Account account) => _smtp.Send("a@example.com", {|PRIV5001:account.Email|}, "", "");
        }
        """,
        "using System.Net.Mail;\n" + Code.Account + """
        class Mail
        {
            private readonly SmtpClient _smtp = new("mail.example.com") { EnableSsl = true };

            void Send(Account account) => _smtp.Send("a@example.com", account.Email, "", "");
        }
        """,
        key: "UseTls");

    [Fact]
    public Task Asks_for_tls_when_connecting() => Code.VerifyFix<SentInClearAnalyzer, TlsFix>(
        "using MailKit.Net.Smtp;\nusing MailKit.Security;\n" + Code.Account + MailKit + """
        class Mail
        {
            void Send(Account account)
            {
                using var smtp = new SmtpClient();
                smtp.Connect("mail.example.com", 25, SecureSocketOptions.None);
                smtp.Send({|PRIV5001:account.Email|});
            }
        }
        """,
        "using MailKit.Net.Smtp;\nusing MailKit.Security;\n" + Code.Account + MailKit + """
        class Mail
        {
            void Send(Account account)
            {
                using var smtp = new SmtpClient();
                smtp.Connect("mail.example.com", 25, SecureSocketOptions.StartTls);
                smtp.Send(account.Email);
            }
        }
        """,
        key: "UseTls");

    private const string MailKit =
        """
        namespace MailKit.Security
        {
            public enum SecureSocketOptions { None, StartTls }
        }

        namespace MailKit.Net.Smtp
        {
            public class SmtpClient : IDisposable
            {
                public void Connect(string host, int port, MailKit.Security.SecureSocketOptions options) => throw new NotSupportedException();

                public void Send(string message) => throw new NotSupportedException();

                public void Dispose() => throw new NotSupportedException();
            }
        }

        """;
}
