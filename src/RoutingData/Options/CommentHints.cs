namespace RoutingData;

/// <summary>
/// How much a comment before a statement may say about where it runs. Comments often hold what a user of the application typed: tags of a
/// request, names of a report.
/// </summary>
public enum CommentHints
{
    /// <summary>
    /// <c>route=writer</c>, <c>route=reader</c> and <c>hostgroup=...</c> choose between the writer and the readers of the pair that the statement
    /// goes to anyway. A comment that names another hostgroup says nothing.
    /// </summary>
    Pair,

    /// <summary>Comments are no hints.</summary>
    None,

    /// <summary>A comment may send a statement to any hostgroup, as a query rule may. Only where no comment holds foreign text.</summary>
    Any,
}
