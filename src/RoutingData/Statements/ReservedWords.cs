namespace RoutingData.Statements;

/// <summary>Words that may stand before an opening parenthesis without being a function.</summary>
internal static class ReservedWords
{
    /// <summary>
    /// Reserved in both servers (or in the one that knows them), so an unquoted one cannot be a stored function's name.
    /// Reserved words that are functions too (LEFT, REPLACE, IF) stand with the functions.
    /// </summary>
    public const string NeverCalled =
        "ALL AND AS ASC BETWEEN BINARY BY CASE CHARACTER COLLATE CROSS CUBE DELETE DESC DISTINCT DISTINCTROW DIV DO ELSE EXCEPT EXISTS " +
        "FOR FORCE FROM FULLTEXT GROUP HAVING IGNORE IN INDEX INNER INTERSECT INTO IS JOIN KEY KEYS LIKE LIMIT NATURAL NOT NULL OF ON " +
        "OR ORDER OUTER OVER PARTITION PRIMARY RANGE REGEXP RLIKE ROWS SELECT SET STRAIGHT_JOIN TABLE THEN UNION UNIQUE UPDATE USE " +
        "USING WHEN WHERE WITH XOR SQL_CALC_FOUND_ROWS SQL_BIG_RESULT SQL_SMALL_RESULT SQL_BUFFER_RESULT SQL_CACHE SQL_NO_CACHE HIGH_PRIORITY RECURSIVE WINDOW RETURNING " +
        // Types
        "BIGINT CHAR_VARYING DEC DECIMAL DOUBLE FLOAT FLOAT4 FLOAT8 INT INT1 INT2 INT3 INT4 INT8 INTEGER MEDIUMINT MIDDLEINT NUMERIC " +
        "REAL SMALLINT TINYINT VARBINARY VARCHAR VARCHARACTER BLOB LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMTEXT TINYBLOB TINYTEXT LONG " +
        "UNSIGNED ZEROFILL VARYING";

    /// <summary>Types that are no reserved words: calls unless they stand where a type stands.</summary>
    public const string Types =
        "DATETIME NCHAR NVARCHAR FIXED BIT BOOL BOOLEAN TEXT ENUM VECTOR SIGNED VARCHAR2 NUMBER RAW CLOB GEOMETRY INET4 INET6";

    /// <summary>Calls, unless a subquery stands in the parentheses.</summary>
    public const string BeforeSubquery = "ANY SOME LATERAL";
}
