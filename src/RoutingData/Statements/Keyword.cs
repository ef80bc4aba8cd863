namespace RoutingData.Statements;

/// <summary>
/// The words the readers ask for. The name is the word: <c>SqlCalcFoundRows</c> is SQL_CALC_FOUND_ROWS
/// (see <see cref="Vocabulary"/>).
/// </summary>
internal enum Keyword : byte
{
    None,

    // What a statement starts with
    Alter, Analyze, Backup, Begin, Binlog, Cache, Call, Case, Change, Check, Checksum, Clone, Commit, Create, Deallocate, Declare,
    Delete, Desc, Describe, Do, Drop, Execute, Explain, Flush, For, Get, Grant, Handler, Help, If, Import, Insert, Install, Kill, Load,
    Lock, Loop, Optimize, Prepare, Purge, Release, Rename, Repair, Repeat, Replace, Reset, Resignal, Revoke, Rollback, Savepoint,
    Select, Set, Show, Shutdown, Signal, Start, Stop, Table, Truncate, Uninstall, Unlock, Update, Use, Values, While, With, Xa,

    // Inside queries
    Against, As, Collate, Convert, Currval, From, Having, In, Into, JsonTable, Match, Member, Next, Nextval, Of, Previous, Procedure, Query, Recursive,
    Restrict, Returning, Rollup, Share, SqlCalcFoundRows, Ties, Value, Where, InformationSchema, PerformanceSchema, Mysql, Sys,

    // SET and transactions
    And, Chain, Character, Charset, Default, Global, Immediate, Local, Names, No, On, Only, Password, Persist, PersistOnly, Read,
    Resource, Role, Session, Statement, To, Transaction, True, Work,

    // SHOW and EXPLAIN
    Collation, Columns, Contributors, Authors, Count, Database, Databases, Engine, Engines, Errors, Event, Events, Extended, Fields,
    Format, Full, Function, Grants, Index, Indexes, Keys, Library, Package, Partitions, Plugins, Privileges, Profile, Profiles,
    Schema, Schemas, Status, Storage, Tables, Trigger, Triggers, Variables, View, Warnings,

    // Definitions and locks
    Body, Close, Else, End, Export, Instance, Open, Or, Row, Temporary, Then,
}
