namespace RoutingData.Monitor;

/// <summary>Which of the two families of servers answered.</summary>
public enum ServerFlavor
{
    /// <summary>MySQL, or something that says it is.</summary>
    MySql,

    /// <summary>MariaDB.</summary>
    MariaDb,
}
