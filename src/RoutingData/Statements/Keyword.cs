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
    Delete, Delimiter, Desc, Describe, Do, Drop, Execute, Explain, Flush, For, Get, Grant, Handler, Help, If, Import, Insert, Install,
    Kill, Load, Lock, Loop, Optimize, Prepare, Purge, Release, Rename, Repair, Repeat, Replace, Reset, Resignal, Revoke, Rollback,
    Savepoint, Select, Set, Show, Shutdown, Signal, Start, Stop, Table, Truncate, Uninstall, Unlock, Update, Use, Values, While, With,
    Xa,

    // Inside queries
    Against, As, Convert, Cycle, From, In, Into, Like, Match, Next, Nextval, Currval, Previous, Procedure, Query, Recursive, Restrict,
    Returning, Rollup, Share, SqlCalcFoundRows, Ties, Value, Where, InformationSchema, PerformanceSchema,

    // SET and transactions
    And, Atomic, Autocommit, Chain, Character, Charset, Consistent, Default, False, Global, Immediate, Local, Names, No, Not, Off, On,
    Only, Password, Persist, PersistOnly, Read, Resource, Role, Session, Snapshot, SqlMode, Statement, To, Transaction, True, Work,
    Write,

    // SHOW and EXPLAIN
    Binary, Collation, Columns, Contributors, Authors, Count, Database, Databases, Engine, Engines, Errors, Event, Events, Extended,
    Fields, Format, Full, Function, Grants, Index, Indexes, Keys, Package, Partitions, Plugins, Privileges, Profile, Profiles, Schema,
    Schemas, Status, Storage, Tables, Trigger, Triggers, Variables, View, Warnings,

    // Definitions and locks
    Body, Close, Diagnostics, Else, End, Exists, Export, Instance, Open, Or, Row, Temporary, Then,
}
