using RoutingData.Bench.Replay.Scripts;

namespace RoutingData.Bench.Tests.Replay;

public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", "1 SELECT 1|1 SELECT 2")]
    [InlineData("SELECT 1;\n\nSELECT\n2;\nSELECT 3", "1 SELECT 1|3 SELECT\n2|5 SELECT 3")]
    [InlineData("SELECT ';', \"a;\"\";b\", `c;`;SELECT 2", "1 SELECT ';', \"a;\"\";b\", `c;`|1 SELECT 2")]
    [InlineData("SELECT 'it\\';'; SELECT 2", "1 SELECT 'it\\';'|1 SELECT 2")]
    [InlineData("SELECT 1 -- a; b\n; SELECT /* c; d */ 2 # e; f\n;", "1 SELECT 1 -- a; b|2 SELECT /* c; d */ 2 # e; f")]
    [InlineData("SELECT 5--1; SELECT 2", "1 SELECT 5--1|1 SELECT 2")]
    [InlineData("# a comment; not a statement\nSELECT 1;\n--error 1146\nSELECT 2;", "2 SELECT 1|4 SELECT 2")]
    [InlineData(";;  ;SELECT 1;;", "1 SELECT 1")]
    [InlineData("DELIMITER //\nSELECT 1; SELECT 2 //\nDELIMITER ;\nSELECT 3;", "2 SELECT 1; SELECT 2|4 SELECT 3")]
    [InlineData("delimiter |;\nSELECT 1; SELECT 2|\ndelimiter ;|\nSELECT 3;", "2 SELECT 1; SELECT 2|4 SELECT 3")]
    [InlineData("let $a = 5;\necho hello;\nSELECT 1;\neval SELECT $a;\nSELECT $b;\nwhile ($a)\n{\nSELECT 2;\n}\n", "3 SELECT 1")]
    [InlineData("SELECT 'never ends; SELECT 2", "1 SELECT 'never ends; SELECT 2")]
    [InlineData("SELECT 1;\n-- new session\nSELECT 2;\n-- new sessions\n", "1 SELECT 1|2 -- new session|3 SELECT 2")]
    [InlineData("", "")]
    public void Statements_and_the_lines_where_they_begin(string script, string statements) => Assert.Equal(
        statements, string.Join('|', ScriptReader.Read(script).Select(statement => $"{statement.Line} {statement.Text}")));
}
