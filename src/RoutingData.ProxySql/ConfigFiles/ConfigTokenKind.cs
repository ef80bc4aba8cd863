namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>The words of libconfig's grammar.</summary>
internal enum ConfigTokenKind
{
    End,
    Name,
    String,
    Integer,
    Float,
    Boolean,
    Include,
    Assign,
    Comma,
    Semicolon,
    OpenGroup,
    CloseGroup,
    OpenList,
    CloseList,
    OpenArray,
    CloseArray,
}
