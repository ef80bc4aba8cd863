namespace RoutingData;

/// <summary>How old what a plain read is answered with may be. Each level gives all that the one before it gives.</summary>
public enum ConsistencyLevel
{
    /// <summary>Any reader answers, with whatever it has.</summary>
    Eventual,

    /// <summary>A session sees all that it has written itself, and never less than it has seen. A session is one
    /// <see cref="RoutingDbConnection"/>, whenever it is open, or all that are opened within one <see cref="RoutingScope.ReadYourWrites()"/>.</summary>
    Session,

    /// <summary>Shows, besides, all that was committed by any session more than a number of milliseconds ago (<see cref="ConsistencyOptions.MaxStalenessMs"/>).</summary>
    Bounded,

    /// <summary>Shows, besides, all that was committed by any session before the read began.</summary>
    Global,
}
