using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>A statement that the simulated servers understand.</summary>
internal abstract record SqlStatement;

/// <summary>SELECT; without items it is <c>SELECT *</c>.</summary>
internal sealed record SelectStatement(
    ImmutableArray<SelectItem> Items, string? Table, Expression? Where, ImmutableArray<SortKey> OrderBy, int? Limit, bool Locks)
    : SqlStatement;

/// <summary>A column of a result, and its name there.</summary>
internal sealed record SelectItem(Expression Value, string Name);

/// <summary>What rows are ordered by.</summary>
internal sealed record SortKey(Expression Value, bool Descending);

/// <summary>INSERT.</summary>
internal sealed record InsertStatement(string Table, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<Expression>> Rows)
    : SqlStatement;

/// <summary>UPDATE.</summary>
internal sealed record UpdateStatement(string Table, ImmutableArray<(string Column, Expression Value)> Sets, Expression? Where)
    : SqlStatement;

/// <summary>DELETE.</summary>
internal sealed record DeleteStatement(string Table, Expression? Where, int? Limit) : SqlStatement;

/// <summary>CREATE TABLE.</summary>
internal sealed record CreateTableStatement(SimulatedTable Table, bool IfNotExists) : SqlStatement;

/// <summary>DROP TABLE.</summary>
internal sealed record DropTableStatement(string Table, bool IfExists) : SqlStatement;

/// <summary>TRUNCATE.</summary>
internal sealed record TruncateStatement(string Table) : SqlStatement;

/// <summary>CALL of a procedure that the cluster was taught.</summary>
internal sealed record CallStatement(string Procedure, ImmutableArray<Expression> Arguments) : SqlStatement;

/// <summary>PREPARE of a text.</summary>
internal sealed record PrepareStatement(string Name, Expression Text) : SqlStatement;

/// <summary>EXECUTE of what was prepared.</summary>
internal sealed record ExecuteStatement(string Name, ImmutableArray<Expression> Values) : SqlStatement;

/// <summary>DEALLOCATE PREPARE.</summary>
internal sealed record DeallocateStatement(string Name) : SqlStatement;

/// <summary>KILL of a connection.</summary>
internal sealed record KillStatement(Expression Connection) : SqlStatement;

/// <summary>BEGIN, START TRANSACTION.</summary>
internal sealed record BeginStatement(bool ReadOnly) : SqlStatement;

/// <summary>COMMIT or ROLLBACK.</summary>
internal sealed record EndStatement(bool Commits) : SqlStatement;

/// <summary>SET TRANSACTION: its access mode, for the next one.</summary>
internal sealed record SetTransactionStatement(bool ReadOnly) : SqlStatement;

/// <summary>SET of variables. A user variable keeps its <c>@</c>; of a system variable only the name is left.</summary>
internal sealed record SetStatement(ImmutableArray<(string Name, Expression Value)> Variables) : SqlStatement;

/// <summary>USE.</summary>
internal sealed record UseStatement(string Database) : SqlStatement;

/// <summary>SHOW CREATE TABLE.</summary>
internal sealed record ShowTableStatement(string Table) : SqlStatement;

/// <summary>SHOW GRANTS.</summary>
internal sealed record ShowGrantsStatement : SqlStatement;

/// <summary>A query of information_schema: there are no views, triggers or routines.</summary>
internal sealed record CatalogStatement : SqlStatement;

/// <summary>SELECT of the members of a replication group.</summary>
internal sealed record ShowMembersStatement(ImmutableArray<string> Columns) : SqlStatement;

/// <summary>SHOW REPLICA STATUS, SHOW SLAVE STATUS.</summary>
internal sealed record ShowReplicationStatement(bool SaysReplica) : SqlStatement;

/// <summary>SET NAMES and the like: accepted, and without effect.</summary>
internal sealed record NothingStatement : SqlStatement;
