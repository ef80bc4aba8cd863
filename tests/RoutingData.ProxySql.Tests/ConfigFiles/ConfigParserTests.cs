using RoutingData.ProxySql.ConfigFiles;

namespace RoutingData.ProxySql.Tests.ConfigFiles;

/// <summary>libconfig's grammar, by its manual.</summary>
public sealed class ConfigParserTests
{
    [Theory]
    // Either sign, either end, or none.
    [InlineData("a = 1", "a=1")]
    [InlineData("a : 1", "a=1")]
    [InlineData("a=1; b=2, c=3 d=4", "a=1 b=2 c=3 d=4")]
    // Numbers.
    [InlineData("a = 7L; b = 7LL; c = -3; d = +4", "a=7 b=7 c=-3 d=4")]
    [InlineData("a = 0xFF; b = 0x10L; c = 0b101; d = 0o17", "a=255 b=16 c=5 d=15")]
    [InlineData("a = 0xFFFFFFFFFFFFFFFF", "a=-1")]
    [InlineData("a = 9223372036854775807", "a=9223372036854775807")]
    [InlineData("a = 1.5; b = -2e3; c = .5", "a=1.5 b=-2000 c=0.5")]
    // Switches, in any case.
    [InlineData("a = true; b = FALSE; c = True", "a=true b=false c=true")]
    // Strings: several in a row are one, comments between them too; an escape that libconfig does not know keeps its backslash.
    [InlineData("a = \"x\" \"y\"\n  \"z\"", "a=xyz")]
    [InlineData("a = \"x\" /* and */ \"y\" # so on\n \"z\"", "a=xyz")]
    [InlineData("a = \"x\\\"y\\\\z\"", "a=x\"y\\z")]
    [InlineData("a = \"\\x41\\x4a\"", "a=AJ")]
    [InlineData("a = \"\\xZZ\\x4\"", "a=\\xZZ\\x4")]
    [InlineData("a = \"^SELECT\\s+\\d\\.\"", "a=^SELECT\\s+\\d\\.")]
    [InlineData("a = \"one\ntwo\"", "a=one\ntwo")]
    [InlineData("a = \"tab\\tline\\n\"", "a=tab\tline\n")]
    [InlineData("a = \"# none // of /* these */ is a comment\"", "a=# none // of /* these */ is a comment")]
    // Comments.
    [InlineData("# one\na=1 // two\n/* three\n * four */ b=2", "a=1 b=2")]
    [InlineData("/**/a=1", "a=1")]
    // Groups, lists, arrays; an end too many of commas.
    [InlineData("g = { a = 1; b = { c = 2 } }", "g={a=1 b={c=2}}")]
    [InlineData("l = ( 1, \"x\", { a = 1 }, (2), [3, 4], )", "l=(1 x {a=1} (2) (3 4))")]
    [InlineData("l = (); m = []; g = {}", "l=() m=() g={}")]
    [InlineData("a-b_c* = 1", "a-b_c*=1")]
    [InlineData("", "")]
    [InlineData("  \r\n\t # nothing", "")]
    public void Reads(string text, string expected) => Assert.Equal(expected, Shown(Parse(text)));

    [Theory]
    [InlineData("a = ", 1, 5, "end of the file")]
    [InlineData("a 1", 1, 3, "'=' or ':' after a")]
    [InlineData("a = 1\nb = \"x", 2, 5, "no end")]
    [InlineData("a = 1 /* x", 1, 7, "no end")]
    [InlineData("l = ( 1 2 )", 1, 9, "','")]
    [InlineData("g = { a = 1", 1, 12, "'}'")]
    [InlineData("g = { a = 1 )", 1, 13, "'}'")]
    [InlineData("a = 1\na = 2", 2, 1, "a was set at proxysql.cnf(1,1) already")]
    [InlineData("a = [ 1, \"x\" ]", 1, 10, "one type")]
    [InlineData("a = [ (1) ]", 1, 7, "a string, a number")]
    [InlineData("a = word", 1, 5, "a name")]
    [InlineData("a = 'x'", 1, 5, "double quotes")]
    [InlineData("a = 1x", 1, 5, "number")]
    [InlineData("a = 5l", 1, 5, "number")]
    [InlineData("a = 99999999999999999999", 1, 5, "64 bits")]
    [InlineData("a = 1e999", 1, 5, "number")]
    [InlineData("1a = 1", 1, 1, "number")]
    [InlineData("  @import \"x\"", 1, 3, "@include")]
    [InlineData("@include x", 1, 1, "double quotes")]
    [InlineData("@include \"*.cnf\"", 1, 1, "wildcards")]
    [InlineData("@include \"gone.cnf\"", 1, 1, "cannot be read: FileNotFoundException")]
    [InlineData("a = \u0001", 1, 5, "U+0001")]
    public void Says_where_a_fault_is(string text, int line, int column, string said)
    {
        var fault = Assert.Throws<ProxySqlFormatException>(() => Parse(text));

        Assert.Equal(new ProxySqlPosition("proxysql.cnf", line, column), fault.Position);
        Assert.StartsWith($"proxysql.cnf({line},{column}): ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_repeats_no_value()
    {
        var fault = Assert.Throws<ProxySqlFormatException>(() => Parse("password = \"hunter2\" hunter3 hunter4"));
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Included_files_are_read_in_their_place_and_named_in_faults()
    {
        var files = new Dictionary<string, string>
        {
            ["etc/main.cnf"] = "a = 1\n@include \"more/one.cnf\"\nd = 4",
            ["etc/more/one.cnf"] = "b = 2\n@include \"two.cnf\"",
            ["etc/more/two.cnf"] = "c = 3",
        };
        Assert.Equal("a=1 b=2 c=3 d=4", Shown(ConfigParser.Parse("etc/main.cnf", name => files[name])));

        files["etc/more/two.cnf"] = "\n c = ?";
        var fault = Assert.Throws<ProxySqlFormatException>(() => ConfigParser.Parse("etc/main.cnf", name => files[name]));
        Assert.Equal(new ProxySqlPosition("two.cnf", 2, 6), fault.Position);
    }

    [Fact]
    public void What_a_file_may_take_is_bounded()
    {
        Fails("nested", "a = " + new string('(', 100_000), "within each other");
        Fails("groups", string.Concat(Enumerable.Repeat("a={", 100_000)), "within each other");
        Fails("long", new string(' ', ConfigLimits.Length + 1), "characters");
        Fails("itself", "@include \"itself\"", "more than 10 deep");
        Fails("many", string.Concat(Enumerable.Repeat("@include \"empty\"\n", 101)), "100 files");

        static void Fails(string name, string text, string said)
        {
            var fault = Assert.Throws<ProxySqlFormatException>(() => ConfigParser.Parse(name, file => file == "empty" ? "" : text));
            Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        }
    }

    private static ConfigGroup Parse(string text) =>
        ConfigParser.Parse("proxysql.cnf", name => name == "proxysql.cnf" ? text : throw new FileNotFoundException());

    private static string Shown(ConfigValue value) => value switch
    {
        ConfigScalar scalar => scalar.Text,
        ConfigList list => $"({string.Join(' ', list.Items.Select(Inner))})",
        ConfigGroup group => string.Join(' ', group.Settings.Select(setting => $"{setting.Name}={Inner(setting.Value)}")),
        _ => throw new InvalidOperationException(),
    };

    private static string Inner(ConfigValue value) => value is ConfigGroup ? $"{{{Shown(value)}}}" : Shown(value);
}
