namespace RoutingData.Tests.Routing;

/// <summary>Hints in comments, in all spellings: what counts as one, and what does not.</summary>
public sealed class CommentHintTests
{
    [Theory]
    [InlineData("/* route=writer */ SELECT 1", 10)]
    [InlineData("/*route=writer*/SELECT 1", 10)]
    [InlineData("  \n/* ROUTE=Writer */\tSELECT 1", 10)]
    [InlineData("-- route=writer\r\nSELECT 1", 10)]
    [InlineData("-- EF's other tag\n-- route=writer\n\nSELECT 1", 10)]
    [InlineData("#route=writer\nSELECT 1", 10)]
    [InlineData("/* hostgroup=10 */ SELECT 1", 10)]
    [InlineData("/* a,route=writer;b */ SELECT 1", 10)]
    [InlineData("/* route=writer */ /* route=reader */ SELECT 1", 10)]
    [InlineData("/* route=reader route=writer */ SELECT 1", 20)]
    [InlineData("/* hostgroup=99 */ /* route=writer */ SELECT 1", 20)]
    [InlineData("/* route = writer */ SELECT 1", 20)]
    [InlineData("/* route=master */ SELECT 1", 20)]
    [InlineData("/* xroute=writer */ SELECT 1", 20)]
    [InlineData("/* hostgroup=99 */ SELECT 1", 20)]
    [InlineData("/* hostgroup=-10 */ SELECT 1", 20)]
    [InlineData("SELECT /* route=writer */ 1", 20)]
    [InlineData("SELECT 1 -- route=writer", 20)]
    [InlineData("SELECT '/* route=writer */'", 20)]
    [InlineData("/* route=reader */ DELETE FROM t", 10)]
    [InlineData("/* hostgroup=20 */ DELETE FROM t", 10)]
    [InlineData("-- route=reader\nSELECT a FROM t FOR UPDATE", 10)]
    [InlineData("/* route=reader */ SELECT 1; DELETE FROM t", 10)]
    [InlineData("/* route=reader */ SET @x = 1", 10)]
    [InlineData("/*! DELETE FROM t */ /* route=reader */", 10)]
    public void A_comment_before_the_statement_says_where_a_plain_read_goes(string statement, int hostgroup)
    {
        using var source = new RoutingDbDataSource("Server=db001,db002;User ID=app;Database=shop");

        Assert.Equal(hostgroup, source.Explain(statement).Hostgroup);
    }
}
