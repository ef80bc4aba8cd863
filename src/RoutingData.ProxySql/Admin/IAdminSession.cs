using System.Data;
using Microsoft.Data.Sqlite;

namespace RoutingData.ProxySql.Admin;

/// <summary>Where admin statements run: in this process, or in another one.</summary>
internal interface IAdminSession
{
    /// <summary>Runs statements.</summary>
    /// <param name="text">One, or several with semicolons between.</param>
    /// <param name="parameters">Values for their parameters.</param>
    /// <returns>The last result: rows, or how many were changed.</returns>
    /// <exception cref="RoutingAdminException">A statement is not understood or refused; those before it have been run.</exception>
    (DataTable Rows, int Changed) Execute(string text, IReadOnlyCollection<SqliteParameter> parameters);
}
