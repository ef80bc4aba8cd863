namespace RoutingData.Markers;

/// <summary>Why a server's table of markers cannot be used.</summary>
internal enum MarkerDefect
{
    None,

    /// <summary>Its name says no schema, and there is no default one.</summary>
    NoSchema,

    NoTable,

    /// <summary>SELECT, INSERT or DELETE is missing.</summary>
    NoPrivilege,

    /// <summary>Its engine has no transactions.</summary>
    NotTransactional,

    /// <summary>Columns or key are not those of the documentation.</summary>
    WrongDefinition,

    /// <summary><c>binlog_format=STATEMENT</c>: replicas would work out other results than the writer.</summary>
    StatementsLogged,
}
