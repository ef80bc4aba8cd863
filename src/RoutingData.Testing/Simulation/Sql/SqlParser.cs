using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>Reads the statements of a command's text.</summary>
internal sealed class SqlParser(string text) : ExpressionParser(text)
{
    /// <exception cref="SimulatedDbException">The simulated servers do not understand it.</exception>
    public static ImmutableArray<SqlStatement> Parse(string text)
    {
        if (text.Contains(" FROM information_schema.", StringComparison.Ordinal)) return [new CatalogStatement()];
        var parser = new SqlParser(text);
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        while (!parser.IsAtEnd)
        {
            if (parser.TryTake(";")) continue;
            statements.Add(parser.Statement());
            if (!parser.IsAtEnd) parser.Expect(";");
        }

        return statements.ToImmutable();
    }

    private SqlStatement Statement()
    {
        if (TryTake("SELECT")) return Select();
        if (TryTake("INSERT")) return Insert();
        if (TryTake("UPDATE")) return Update();
        if (TryTake("DELETE", "FROM")) return Delete();
        if (TryTake("BEGIN")) return new BeginStatement(ReadOnly: false);
        if (TryTake("START", "TRANSACTION")) return new BeginStatement(TryTake("READ", "ONLY"));
        if (TryTake("COMMIT"))
        {
            TryTake("AND", "NO", "CHAIN", "NO", "RELEASE");
            return new EndStatement(Commits: true);
        }

        if (TryTake("SHOW", "CREATE", "TABLE")) return new ShowTableStatement(Name());
        if (TryTake("ROLLBACK")) return new EndStatement(Commits: false);
        if (TryTake("SET")) return Set();
        if (TryTake("USE")) return new UseStatement(Name());
        if (TryTake("SHOW", "GRANTS")) return new ShowGrantsStatement();
        if (TryTake("SHOW", "REPLICA", "STATUS")) return new ShowReplicationStatement(SaysReplica: true);
        if (TryTake("SHOW", "SLAVE", "STATUS")) return new ShowReplicationStatement(SaysReplica: false);
        if (TryTake("CREATE", "TABLE")) return CreateTable();
        if (TryTake("DROP", "TABLE"))
        {
            var ifExists = TryTake("IF", "EXISTS");
            return new DropTableStatement(Name(), ifExists);
        }

        return Code() ?? throw Unexpected();
    }

    // What runs statements that do not stand in it, and TRUNCATE.
    private SqlStatement? Code()
    {
        if (TryTake("TRUNCATE"))
        {
            TryTake("TABLE");
            return new TruncateStatement(Name());
        }

        if (TryTake("CALL"))
        {
            var procedure = Name();
            Expect("(");
            ImmutableArray<Expression> arguments = Current.Is(")") ? [] : List(Expression);
            Expect(")");
            return new CallStatement(procedure, arguments);
        }

        if (TryTake("PREPARE"))
        {
            var name = Name();
            Expect("FROM");
            return new PrepareStatement(name, Expression());
        }

        if (TryTake("EXECUTE")) return new ExecuteStatement(Name(), TryTake("USING") ? List(Expression) : []);
        if (TryTake("DEALLOCATE", "PREPARE")) return new DeallocateStatement(Name());
        if (!TryTake("KILL")) return null;
        TryTake("CONNECTION");
        return new KillStatement(Expression());
    }

    private SqlStatement Select()
    {
        ImmutableArray<SelectItem> items = TryTake("*") ? [] : List(Item);
        var table = TryTake("FROM") ? Name() : null;
        if (table == "replication_group_members")
        {
            // What it is joined with.
            while (!IsAtEnd && !Current.Is(";")) Take();
            return new ShowMembersStatement([.. items.Select(item => item.Name)]);
        }

        var where = Where();
        var orderBy = TryTake("ORDER", "BY") ? List(SortBy) : [];
        int? limit = TryTake("LIMIT") ? (int)Values.Number(Take().Text) : null;
        var locks = TryTake("FOR", "UPDATE") || TryTake("FOR", "SHARE") || TryTake("LOCK", "IN", "SHARE", "MODE");
        return new SelectStatement(items, table, where, orderBy, limit, locks);
    }

    private SelectItem Item()
    {
        var value = Expression();
        return new SelectItem(value, TryTake("AS") || Current.Kind == SqlTokenKind.QuotedName ? Name() : NameOf(value));
    }

    private SortKey SortBy()
    {
        var value = Expression();
        var descending = TryTake("DESC");
        if (!descending) TryTake("ASC");
        return new SortKey(value, descending);
    }

    private InsertStatement Insert()
    {
        TryTake("INTO");
        var table = Name();
        ImmutableArray<string> columns = [];
        if (TryTake("("))
        {
            columns = List(Name);
            Expect(")");
        }

        if (!TryTake("VALUES")) Expect("VALUE");
        return new InsertStatement(table, columns, List(Row));
    }

    private ImmutableArray<Expression> Row()
    {
        Expect("(");
        var row = List(Expression);
        Expect(")");
        return row;
    }

    private UpdateStatement Update()
    {
        var table = Name();
        Expect("SET");
        var sets = List(Assignment);
        return new UpdateStatement(table, sets, Where());
    }

    private DeleteStatement Delete()
    {
        var (table, where) = (Name(), Where());
        return new DeleteStatement(table, where, TryTake("LIMIT") ? (int)Values.Number(Take().Text) : null);
    }

    private (string Column, Expression Value) Assignment()
    {
        var column = Name();
        Expect("=");
        return (column, Expression());
    }

    private Expression? Where() => TryTake("WHERE") ? Expression() : null;

    private SqlStatement Set()
    {
        if (TryTake("NAMES") || TryTake("CHARACTER"))
        {
            while (!IsAtEnd && !Current.Is(";")) Take();
            return new NothingStatement();
        }

        if (TryTake("SESSION", "TRANSACTION") || TryTake("TRANSACTION"))
        {
            var readOnly = false;
            for (; !IsAtEnd && !Current.Is(";"); Take()) readOnly |= Current.Is("ONLY");
            return new SetTransactionStatement(readOnly);
        }

        return new SetStatement(List(Variable));
    }

    private (string Name, Expression Value) Variable()
    {
        if (Current.Is("SESSION") || Current.Is("LOCAL") || Current.Is("GLOBAL")) Take();
        var name = Current.Kind switch
        {
            SqlTokenKind.UserVariable => "@" + Take().Text,
            SqlTokenKind.SystemVariable => WithoutScope(Take().Text),
            _ => Name().ToLowerInvariant(),
        };
        if (!TryTake(":=")) Expect("=");
        // Values such as utf8mb4 or ON are words here, not columns.
        var value = Expression();
        return (name, value is ColumnExpression word ? new LiteralExpression(word.Name) : value);
    }

    private CreateTableStatement CreateTable()
    {
        var ifNotExists = TryTake("IF", "NOT", "EXISTS");
        var name = Name();
        var (columns, definitions) = (ImmutableArray.CreateBuilder<string>(), new List<string>());
        var (key, autoIncrement, time) = (-1, -1, -1);
        Expect("(");
        do
        {
            if (TryTake("PRIMARY", "KEY", "("))
            {
                key = columns.IndexOf(Name());
                Expect(")");
                continue;
            }

            if (TryTake("KEY"))
            {
                SkipColumn(static _ => { });
                continue;
            }

            columns.Add(Name());
            var words = new List<string>();
            SkipColumn(token =>
            {
                words.Add(token.Text);
                if (token.Is("PRIMARY") || token.Is("UNIQUE")) key = key < 0 || token.Is("PRIMARY") ? columns.Count - 1 : key;
                if (token.Is("AUTO_INCREMENT")) autoIncrement = columns.Count - 1;
                if (token.Is("CURRENT_TIMESTAMP")) time = columns.Count - 1;
            });
            definitions.Add(DefinitionOf(columns[^1], words));
        }
        while (TryTake(","));
        Expect(")");
        while (!IsAtEnd && !Current.Is(";")) Take();
        if (key >= 0) definitions.Add($"PRIMARY KEY (`{columns[key]}`)");
        return new CreateTableStatement(
            new SimulatedTable(name, columns.ToImmutable(), key, autoIncrement, string.Join(",\n  ", definitions)) { TimeColumn = time }, ifNotExists);
    }

    // The type and its options.
    private void SkipColumn(Action<SqlToken> see)
    {
        for (var depth = 0; depth > 0 || !(Current.Is(",") || Current.Is(")")); see(Take()))
        {
            if (Current.Is("(")) depth++;
            if (Current.Is(")")) depth--;
        }
    }

    // As the servers show it: in small letters, and with the default that goes without saying.
    private static string DefinitionOf(string column, List<string> words)
    {
        var text = string.Join(' ', words).Replace(" ( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal)
            .Replace(" PRIMARY KEY", "", StringComparison.OrdinalIgnoreCase).ToLowerInvariant();
        if (text.EndsWith(" null", StringComparison.Ordinal) && !text.EndsWith("not null", StringComparison.Ordinal)) text = text[..^" null".Length];
        text = text.Replace("not null", "NOT NULL", StringComparison.Ordinal).Replace("default", "DEFAULT", StringComparison.Ordinal);
        return $"`{column}` {text}{(text.Contains("NOT NULL", StringComparison.Ordinal) ? "" : " DEFAULT NULL")}";
    }

    private static string NameOf(Expression value) => value switch
    {
        ColumnExpression column => column.Name,
        SystemVariableExpression variable => "@@" + variable.Name,
        UserVariableExpression variable => "@" + variable.Name,
        CallExpression { Arguments: [] } call => call.Function + (call.IsAggregate ? "(*)" : "()"),
        CallExpression { Arguments: [ColumnExpression column, ..] } call => $"{call.Function}({column.Name})",
        LiteralExpression { Value: { } literal } => Values.Text(literal),
        _ => "?",
    };
}
