using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Drivers;

/// <summary>Which failed connects no waiting heals. The exceptions are those that both drivers throw, as they were seen on real
/// servers.</summary>
[Trait("Fault", "R15")]
public sealed class HopelessConnectTests
{
    public static TheoryData<string, bool> Connects => new()
    {
        { "1045", true }, { "1044", true }, { "1049", true }, { "1130", true }, { "3118", true }, { "3955", true }, { "4151", true },
        { "3159", true }, { "1862", true },
        { "1040", false }, { "1203", false }, { "1226", false }, { "1053", false }, { "1317", false },
        { "MySqlConnector: MaximumPoolSize must be greater than or equal to MinimumPoolSize", true },
        { "MySqlConnector: Cannot find Unix Socket at db001", true },
        { "MySqlConnector 1042: Server does not support SSL", true },
        { "MySqlConnector 1042: SSL Authentication Error < AuthenticationException", true },
        { "MySqlConnector: Cannot find CA Certificate File: /nosuch.pem < FileNotFoundException", true },
        { "MySqlConnector 1042: Couldn't connect to server < FileNotFoundException", true },
        { "MySqlConnector 1042: Unable to connect to any of the specified MySQL hosts.", false },
        { "MySqlConnector 1042: Unable to connect to any of the specified MySQL hosts. < SocketException", false },
        { "MySqlConnector 1042: Connect Timeout expired.", false },
        { "MySqlConnector: Couldn't connect to server < EndOfStreamException", false },
        { "MySql.Data: The host db001 does not support SSL connections", true },
        { "MySql.Data: Retrieval of the RSA public key is not enabled for insecure connections", true },
        { "MySql.Data 1042: Unable to connect to any of the specified MySQL hosts < NotImplementedException", true },
        { "MySql.Data 1042: Unable to connect to any of the specified MySQL hosts < PlatformNotSupportedException", true },
        { "MySql.Data 1042: Unable to connect to any of the specified MySQL hosts < SocketException", false },
        { "MySql.Data 1042: Unable to connect to any of the specified MySQL hosts < ArgumentException", false },
        { "MySql.Data: Reading from the stream has failed. < IOException", false },
        { "bare FileNotFoundException", true }, { "bare ArgumentException", true }, { "bare TimeoutException", false },
        { "bare ObjectDisposedException", false }, { "bare InvalidOperationException", false }, { "bare OperationCanceledException", false },
        { "nothing", false },
    };

    [Theory]
    [MemberData(nameof(Connects))]
    public void It_is_told_apart(string said, bool isHopeless) => Assert.Equal(isHopeless, HopelessConnect.Is(Exception(said)));

    private static Exception? Exception(string said)
    {
        if (said == "nothing") return null;
        if (said.StartsWith("bare ", StringComparison.Ordinal)) return Inner(said[5..]);
        if (int.TryParse(said, out var number)) return new Said(number, "refused", null);
        var (text, inner) = said.Split(" < ") is [var one, var other] ? (one, Inner(other)) : (said, null);
        return new Said(text.Contains("1042", StringComparison.Ordinal) ? 1042 : 0, text[(text.IndexOf(':', StringComparison.Ordinal) + 2)..], inner);
    }

    private static Exception Inner(string type) => type switch
    {
        nameof(AuthenticationException) => new AuthenticationException(),
        nameof(FileNotFoundException) => new FileNotFoundException(),
        nameof(SocketException) => new SocketException((int)SocketError.ConnectionRefused),
        nameof(EndOfStreamException) => new EndOfStreamException(),
        nameof(IOException) => new IOException(),
        nameof(NotImplementedException) => new NotImplementedException(),
        nameof(PlatformNotSupportedException) => new PlatformNotSupportedException(),
        nameof(ArgumentException) => new ArgumentException("x"),
        nameof(TimeoutException) => new TimeoutException(),
        nameof(ObjectDisposedException) => new ObjectDisposedException("x"),
        nameof(OperationCanceledException) => new OperationCanceledException(),
        _ => new InvalidOperationException(),
    };

    private sealed class Said : DbException
    {
        public Said(int number, string message, Exception? inner)
            : base(message, inner) => Data["Server Error Code"] = number;
    }
}
