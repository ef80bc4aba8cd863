using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Prompt;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>What keys do at the prompt.</summary>
public sealed class PromptTests
{
    private const ConsoleKey None = default;

    [Theory]
    [InlineData("ab", "abx", ConsoleKey.X, false)]
    [InlineData("ab", "a", ConsoleKey.Backspace, false)]
    [InlineData("ab", "xab", ConsoleKey.Home, false, ConsoleKey.X)]
    [InlineData("ab", "xab", ConsoleKey.A, true, ConsoleKey.X)]
    [InlineData("ab", "axb", ConsoleKey.LeftArrow, false, ConsoleKey.X)]
    [InlineData("ab", "b", ConsoleKey.Home, false, ConsoleKey.Delete)]
    [InlineData("ab cd", "ab x", ConsoleKey.W, true, ConsoleKey.X)]
    [InlineData("ab", "x", ConsoleKey.U, true, ConsoleKey.X)]
    [InlineData("ab", "ab", ConsoleKey.K, true)]
    [InlineData("ab", "ab", ConsoleKey.RightArrow, false)]
    [InlineData("ab", "ab", ConsoleKey.Escape, false)]
    public void Keys_edit_the_line(string before, string after, ConsoleKey key, bool control, ConsoleKey then = None)
    {
        var line = new EditedLine(before, before.Length).After(Key(key, control));
        if (then != None) line = line.After(Key(then));
        Assert.Equal(after, line.Text);
        Assert.InRange(line.Cursor, 0, line.Text.Length);
    }

    [Fact]
    public void History_goes_back_and_forth_and_keeps_what_was_being_typed()
    {
        var history = new LineHistory();
        foreach (var line in new[] { "one", "two", "two", " " }) history.Add(line);
        Assert.Equal(["two", "one", "one"], [history.Older("th"), history.Older("two"), history.Older("one")]);
        Assert.Equal(["two", "th", "th"], [history.Newer("one"), history.Newer("two"), history.Newer("th")]);
    }

    [Fact]
    public void A_statement_over_lines_runs_once_it_is_whole_and_a_fault_ends_nothing()
    {
        var keys = new Queue<ConsoleKeyInfo>([.. Typed("SELECT"), .. Typed("1;"), .. Typed("bad;"), Key(ConsoleKey.UpArrow), Key(ConsoleKey.Enter), .. Typed("x\\G"), .. Typed("quit"), .. Typed("y;")]);
        var runner = new Runner();
        using var output = new StringWriter();
        var console = new ToolConsole { In = TextReader.Null, Out = output, Error = output, ReadKey = keys.Dequeue, Width = 80 };

        Assert.Equal(0, new AdminPrompt(console, runner).Run());
        Assert.Equal(["SELECT\n1;", "bad;", "bad;", "x\\G"], runner.Ran);
        Assert.Contains("routingdata> SELECT", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("          -> 1;", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_D_ends_it_and_a_password_is_not_shown()
    {
        using var output = new StringWriter();
        var keys = new Queue<ConsoleKeyInfo>([.. Typed("s3x"), Key(ConsoleKey.D, control: true)]);
        var console = new ToolConsole { In = TextReader.Null, Out = output, Error = output, ReadKey = keys.Dequeue };
        Assert.Equal("s3x", SecretPrompt.Read(console, keys.Dequeue, "Password: "));
        Assert.Equal(0, new AdminPrompt(console, new Runner()).Run());
        Assert.DoesNotContain("s3", output.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<ConsoleKeyInfo> Typed(string line) => line.Select(letter => new ConsoleKeyInfo(letter, None, false, false, false)).Append(Key(ConsoleKey.Enter));

    private static ConsoleKeyInfo Key(ConsoleKey key, bool control = false) => new(key == ConsoleKey.X ? 'x' : '\0', key, false, false, control);

    private sealed class Runner : IStatementRunner
    {
        public List<string> Ran { get; } = [];

        public bool TryRun(string statement)
        {
            Ran.Add(statement);
            return statement != "bad;";
        }
    }
}
