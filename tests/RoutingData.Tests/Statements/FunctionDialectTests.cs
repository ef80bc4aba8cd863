using RoutingData.Monitor;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>A name is a built-in function only where the servers that answered bring it with them.</summary>
[Trait("Fault", "C7")]
[Trait("Fault", "S12")]
public sealed class FunctionDialectTests
{
    [Theory]
    [InlineData("MariaDb 10.11", "SELECT NVL(a, b), TO_CHAR(c), ADD_MONTHS(d, 1) FROM t", true)]
    [InlineData("MySql 9.7", "SELECT NVL(a, b) FROM t", false)]
    [InlineData("MySql 9.7", "SELECT TO_CHAR(a) FROM t", false)]
    [InlineData("MySql 9.7", "SELECT DECODE_ORACLE(a, 1, 2) FROM t", false)]
    [InlineData("MySql 9.7", "SELECT ANY_VALUE(a) FROM t", true)]
    [InlineData("MariaDb 10.11", "SELECT ANY_VALUE(a) FROM t", false)]
    [InlineData("MariaDb 10.2", "SELECT NVL(a, b) FROM t", false)]
    [InlineData("MariaDb 10.11", "SELECT UUID_V7()", false)]
    [InlineData("MariaDb 11.7", "SELECT UUID_V7()", true)]
    [InlineData("MySql 8.4", "SELECT MD5(a) FROM t", true)]
    [InlineData("MySql 9.7", "SELECT MD5(a) FROM t", false)]
    [InlineData("MariaDb 10.11", "SELECT MD5(a) FROM t", true)]
    [InlineData("MySql 8.4", "SELECT VECTOR_DIM(a) FROM t", false)]
    [InlineData("MySql 9.7", "SELECT VECTOR_DIM(a) FROM t", true)]
    public void A_function_of_the_other_server_is_the_users_own(string server, string text, bool isPlainRead) =>
        Assert.Equal(isPlainRead, Classify(text, Parse(server)).IsPlainRead);

    [Theory]
    [InlineData("SELECT CONCAT(a, 'x'), COUNT(*), YEAR(b) FROM t", true)]
    [InlineData("SELECT NVL(a, b) FROM t", false)]
    [InlineData("SELECT ANY_VALUE(a) FROM t", false)]
    [InlineData("SELECT MD5(a) FROM t", false)]
    [InlineData("SELECT DEFAULT(a) FROM t", false)]
    public void In_a_fleet_of_both_and_before_any_server_has_answered_only_what_both_have_counts(string text, bool isPlainRead)
    {
        Assert.Equal(isPlainRead, Classify(text, Parse("MariaDb 10.11"), Parse("MySql 9.7")).IsPlainRead);
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, ClassifierOptions.Default).IsPlainRead);
    }

    [Theory]
    [InlineData("SELECT NOW ()", false, false)]
    [InlineData("SELECT NOW ()", true, true)]
    [InlineData("SELECT NOW()", false, true)]
    [InlineData("SELECT COUNT /* all */ (*) FROM t", false, false)]
    [InlineData("SELECT COUNT /* all */ (*) FROM t", true, true)]
    [InlineData("SELECT CONCAT ('a')", false, true)]
    public void A_blank_before_the_parenthesis_makes_a_stored_function_of_some_names(string text, bool ignoreSpace, bool isPlainRead) =>
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, new ClassifierOptions { IgnoreSpace = ignoreSpace }).IsPlainRead);

    [Theory]
    [Trait("Fault", "S4")]
    [InlineData("MariaDb 10.11", false)]
    [InlineData("MySql 9.7", true)]
    public void A_columns_default_may_advance_a_sequence_on_MariaDB(string server, bool isPlainRead)
    {
        var traits = Classify("SELECT DEFAULT(a) FROM t LIMIT 1", Parse(server));
        Assert.Equal((isPlainRead, false), (traits.IsPlainRead, traits.Pins));
    }

    [Fact]
    public void Every_name_stands_in_one_list()
    {
        var names = BuiltInFunctions.All.SelectMany(functions => functions.Names.Split(' ')).ToArray();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[A-Z][A-Z0-9_]*$", name));
    }

    [Theory]
    [InlineData("10.11.19-MariaDB-0+deb12u1-log", 10_1119)]
    [InlineData("11.4.2-MariaDB", 11_0402)]
    [InlineData("8.0.36-28.1", 8_0036)]
    [InlineData("9.7.4", 9_0704)]
    [InlineData("8.0.123456", 8_0099)]
    [InlineData("", 0)]
    [InlineData("unknown", 0)]
    public void A_version_is_three_numbers(string version, int number) =>
        Assert.Equal(number, ServerDialect.Of(ServerFlavor.MySql, version).Version);

    private static StatementTraits Classify(string text, params ServerDialect[] servers) =>
        StatementClassifier.Classify(text, new ClassifierOptions { Vocabulary = new Vocabulary(servers) });

    private static ServerDialect Parse(string server)
    {
        var words = server.Split(' ');
        return ServerDialect.Of(Enum.Parse<ServerFlavor>(words[0]), words[1]);
    }
}
