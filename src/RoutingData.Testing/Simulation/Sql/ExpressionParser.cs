using System.Collections.Immutable;
using System.Globalization;

namespace RoutingData.Testing.Simulation;

/// <summary>Reads tokens one by one, and expressions out of them.</summary>
internal class ExpressionParser(string text)
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];

    private readonly List<SqlToken> _tokens = SqlTokenizer.Read(text);
    private int _at;
    private int _placeholders;

    protected SqlToken Current => _tokens[_at];

    protected bool IsAtEnd => Current.Kind == SqlTokenKind.End;

    protected SqlToken Take() => IsAtEnd ? throw Unexpected() : _tokens[_at++];

    /// <summary>Takes words if they come next, all of them or none.</summary>
    protected bool TryTake(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_at + i >= _tokens.Count || !_tokens[_at + i].Is(words[i])) return false;
        }

        _at += words.Length;
        return true;
    }

    protected void Expect(string word)
    {
        if (!TryTake(word)) throw Unexpected();
    }

    protected string Name()
    {
        if (Current.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName)) throw Unexpected();
        var name = Take().Text;
        // Of schema.name the name counts: the simulated servers have one schema.
        return TryTake(".") ? Name() : name;
    }

    protected ImmutableArray<T> List<T>(Func<T> item)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        do items.Add(item());
        while (TryTake(","));
        return items.ToImmutable();
    }

    protected Expression Expression()
    {
        var left = Comparison();
        while (Current.Is("AND") || Current.Is("OR")) left = new BinaryExpression(left, Take().Text.ToUpperInvariant(), Comparison());
        return left;
    }

    protected SimulatedDbException Unexpected() =>
        ServerErrors.NotUnderstood(text, IsAtEnd ? "it ends too early" : $"'{Current.Text}' is unexpected");

    private Expression Comparison()
    {
        var left = Sum();
        return Current.Kind == SqlTokenKind.Symbol && Comparisons.Contains(Current.Text)
            ? new BinaryExpression(left, Take().Text, Sum())
            : left;
    }

    private Expression Sum()
    {
        var left = Primary();
        while (Current.Is("+") || Current.Is("-")) left = new BinaryExpression(left, Take().Text, Primary());
        return left;
    }

    private Expression Primary()
    {
        if (TryTake("("))
        {
            var inside = Expression();
            Expect(")");
            return inside;
        }

        if (TryTake("-")) return new BinaryExpression(new LiteralExpression(0L), "-", Primary());
        if (TryTake("NULL")) return new LiteralExpression(null);
        if (TryTake("TRUE")) return new LiteralExpression(1L);
        if (TryTake("FALSE")) return new LiteralExpression(0L);
        switch (Current.Kind)
        {
            case SqlTokenKind.Number:
                return new LiteralExpression(Number(Take().Text));
            case SqlTokenKind.Text:
                return new LiteralExpression(Take().Text);
            case SqlTokenKind.Placeholder:
                Take();
                return new PlaceholderExpression(_placeholders++);
            case SqlTokenKind.UserVariable:
                return new UserVariableExpression(Take().Text);
            case SqlTokenKind.SystemVariable:
                return new SystemVariableExpression(WithoutScope(Take().Text));
            default:
                var name = Name();
                return TryTake("(") ? Call(name.ToUpperInvariant()) : new ColumnExpression(name);
        }
    }

    private CallExpression Call(string function)
    {
        if (TryTake(")")) return new CallExpression(function, []);
        if (TryTake("*", ")")) return new CallExpression(function, []);
        var arguments = List(Expression);
        Expect(")");
        return new CallExpression(function, arguments);
    }

    protected static string WithoutScope(string variable) => variable[(variable.LastIndexOf('.') + 1)..].ToLowerInvariant();

    private static object Number(string text) =>
        text.Contains('.', StringComparison.Ordinal)
            ? (object)decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)
            : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
