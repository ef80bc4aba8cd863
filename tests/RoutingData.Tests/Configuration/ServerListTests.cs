using RoutingData.Configuration;

namespace RoutingData.Tests.Configuration;

public class ServerListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("db001", "db001|3306")]
    [InlineData("db001,db002:3307,db003", "db001|3306 db002|3307 db003|3306")]
    [InlineData(" db001 , 10.0.0.7:13306 ", "db001|3306 10.0.0.7|13306")]
    [InlineData("[::1]:3307,[fe80::1],::1", "::1|3307 fe80::1|3306 ::1|3306")]
    [InlineData("db-1.example.com:1", "db-1.example.com|1")]
    public void List_is_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ServerList.Parse(text, 3306).Select(server => $"{server.Hostname}|{server.Port}")));

    [Theory]
    [InlineData("db001,", 2)]
    [InlineData(",db001", 1)]
    [InlineData("db001:", 1)]
    [InlineData("db001:0", 1)]
    [InlineData("db001:65536", 1)]
    [InlineData("db001:+1", 1)]
    [InlineData("db001,db002:abc", 2)]
    [InlineData("db001 db002", 1)]
    [InlineData("[::1", 1)]
    [InlineData("[db001]:3306", 1)]
    [InlineData("[::1]3306", 1)]
    [InlineData("mysql://root:secret@db001/shop", 1)]
    public void Entry_that_is_no_server_is_told_by_its_number_and_not_repeated(string text, int entry)
    {
        var e = Assert.Throws<FormatException>(() => ServerList.Parse(text, 3306));

        Assert.StartsWith($"Entry {entry} ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }
}
