using System.Data;
using Microsoft.Data.Sqlite;
using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.ConfigFiles;
using RoutingData.ProxySql.Scripts;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Admin;

/// <summary>Runs admin statements, one at a time.</summary>
internal sealed class AdminSession : IAdminSession, IDisposable
{
    private static readonly ProxySqlPosition Typed = new("statement", 1, 1);

    private readonly Lock _lock = new();
    private readonly Secrets _secrets = new();
    private readonly AdminRuntime _runtime;
    private readonly AdminDatabase _database;
    private readonly StatisticsTables _statistics;
    private readonly string? _file;
    private bool _isDisposed;

    public AdminSession(RoutingDbDataSource dataSource, RoutingOptions options, string? file)
    {
        _runtime = new AdminRuntime(dataSource, options);
        _database = new AdminDatabase(RuntimeTables.Of(dataSource.Runtime.Plan.Configuration));
        _statistics = new StatisticsTables(dataSource, _database);
        _file = file;
    }

    /// <inheritdoc/>
    public (DataTable Rows, int Changed) Execute(string text, IReadOnlyCollection<SqliteParameter> parameters)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                var result = (Rows: new DataTable(), Changed: -1);
                foreach (var statement in StatementSplitter.Split(text, Typed.File)) result = Execute(statement, parameters);
                return result;
            }
            catch (ProxySqlFormatException e)
            {
                throw new RoutingAdminException(e.Message, e);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _database.Dispose();
        }
    }

    private (DataTable Rows, int Changed) Execute(AdminStatement statement, IReadOnlyCollection<SqliteParameter> parameters)
    {
        switch (statement.Words[0])
        {
            case "INSERT" or "REPLACE" or "UPDATE" or "DELETE":
                var changed = _database.Change(statement, parameters);
                _database.Seal(_secrets.Seal);
                return (new DataTable(), changed);
            case "SET" when SetStatement.Of(statement) is { } set:
                if (!_database.Set(set, Typed)) throw new RoutingAdminException($"There is no variable {set.Name}.");
                _database.Seal(_secrets.Seal);
                return (new DataTable(), 1);
            case "LOAD" or "SAVE" when LayerCommand.Of(statement) is { } command:
                Move(command);
                return (new DataTable(), 0);
            case "SELECT" when ConfigOutput.Of(statement) is { } output:
                return (Output(output), -1);
            case "SELECT" or "VALUES" or "WITH":
                _statistics.Refresh(statement.Text);
                return (_database.Select(statement, parameters), -1);
            case "SHOW" when ShowStatement.Of(statement) is { } show:
                if (show == ShowStatement.Warnings) return (ShowStatement.Show(_runtime.Warnings), -1);
                _statistics.Refresh(show);
                return (_database.Select(statement with { Text = show }, []), -1);
            case "USE" or "SET":
                return (new DataTable(), 0);
            default:
                throw new RoutingAdminException(
                    "It is no statement of the admin interface: SELECT, INSERT, REPLACE, UPDATE, DELETE, SET, SHOW TABLES, LOAD ... TO RUNTIME, SAVE ... TO DISK and the like.");
        }
    }

    private void Move(LayerCommand command)
    {
        if (!AdminDatabase.HasModule(command.Module)) throw new RoutingAdminException($"There is no module {command.Module}.");
        if (command.Move == LayerMove.MemoryToRuntime) _runtime.Load(command.Module, Opened("main"));
        if (command.Move == LayerMove.ConfigToMemory) _database.Move(command.Module, command.Move, ReadFile(), Typed);
        else _database.Move(command.Module, command.Move, new TableSet(), Typed);
        _database.Seal(_secrets.Seal);
        if (command.Move == LayerMove.MemoryToDisk) Write(_file ?? throw new RoutingAdminException("There is no file to save to: give the admin interface one."), "disk");
    }

    private DataTable Output(ConfigOutput output)
    {
        var rows = new DataTable();
        rows.Columns.Add("Data", typeof(string));
        if (output.Path is { } path) Write(path, "main");
        // What is shown has marks in place of passwords; only a file has them.
        else rows.Rows.Add(ConfigWriter.Write(_database.Read("main")));
        return rows;
    }

    private TableSet ReadFile()
    {
        var tables = new TableSet();
        if (_file is null) throw new RoutingAdminException("There is no file to load from: give the admin interface one.");
        try
        {
            new FileTables(tables, new WarningList()).Read(ConfigParser.Parse(_file, File.ReadAllText));
        }
        catch (IOException e)
        {
            throw new RoutingAdminException($"The file cannot be read: {e.GetType().Name}.", e);
        }

        return tables;
    }

    // A file that is there whole or not at all, and that its owner alone may read.
    private void Write(string path, string layer)
    {
        var temporary = $"{path}.new";
        try
        {
            var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(temporary, how)) writer.Write(ConfigWriter.Write(Opened(layer)));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RoutingAdminException($"The file cannot be written: {e.GetType().Name}.", e);
        }
    }

    /// <summary>A layer with the passwords themselves.</summary>
    private TableSet Opened(string layer)
    {
        var sealedTables = _database.Read(layer);
        var tables = new TableSet();
        foreach (var row in TableCatalog.All.SelectMany(table => sealedTables[table]))
        {
            tables.Put(row with
            {
                Values = [.. row.Values.Select((value, i) => row.Table.Columns[i].IsSecret
                    ? _secrets.Open(value, _runtime.PasswordOf($"{row.Table.Name}.{row.Table.Columns[i].Name}"))
                    : value)],
            });
        }

        foreach (var variable in sealedTables.Variables)
        {
            var value = SecretVariables.Contains(variable.Name) ? _secrets.Open(variable.Value, _runtime.PasswordOf(variable.Name)) : variable.Value;
            if (value is not null) tables.Set(variable with { Value = value });
        }

        return tables;
    }
}
