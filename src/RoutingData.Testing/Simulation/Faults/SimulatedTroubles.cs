namespace RoutingData.Testing;

/// <summary>Kinds of trouble that <see cref="FaultSchedule.Random(int, IReadOnlyList{string}, TimeSpan, SimulatedTroubles, IReadOnlyList{string})"/>
/// makes up.</summary>
[Flags]
public enum SimulatedTroubles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Servers die, hang, are cut off, promoted, writable by mistake, slow or full.</summary>
    Servers = 1,

    /// <summary>Servers that are well refuse the logins of the application's user or the monitor's.</summary>
    Logins = 2,

    /// <summary>The monitor's connections are broken, and no others.</summary>
    MonitorConnections = 4,

    /// <summary>Servers that are well get no new connections; those they have go on.</summary>
    Connects = 8,

    /// <summary>Names of servers that are well do not resolve.</summary>
    Names = 16,

    /// <summary>All of them.</summary>
    All = Servers | Logins | MonitorConnections | Connects | Names,
}
