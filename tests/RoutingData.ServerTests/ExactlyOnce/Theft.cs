namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>What a <see cref="ReplyThief"/> takes away.</summary>
public enum Theft
{
    /// <summary>The server has done what it was asked, and the answer never comes.</summary>
    OfReply,

    /// <summary>The server has done what it was asked, and of the answer the first packet comes, which is that of the first statement.</summary>
    OfRestOfReply,

    /// <summary>The request comes to the server, and its caller is cut off while the server is still at it.</summary>
    OfConnection,

    /// <summary>The request never comes to the server.</summary>
    OfRequest,

    /// <summary>The request comes to the server late, when its caller has long turned elsewhere: a zombie.</summary>
    OfRequestUntilReleased,
}
