namespace RoutingData.Statements;

/// <summary>Words that may stand before an opening parenthesis without being a function.</summary>
internal static class ReservedWords
{
    /// <summary>
    /// Reserved wherever they may stand before a parenthesis, so an unquoted one cannot be a stored function's name. Reserved words
    /// that are functions too (LEFT, REPLACE, IF) stand with the functions.
    /// </summary>
    public const string NeverCalled =
        "ALL AND AS ASC BETWEEN BINARY BY CASE CHARACTER COLLATE CROSS DELETE DESC DISTINCT DISTINCTROW DIV ELSE EXCEPT EXISTS FOR FORCE " +
        "FROM FULLTEXT GROUP HAVING IGNORE IN INDEX INNER INTERSECT INTO IS JOIN KEY KEYS LIKE LIMIT NATURAL NOT NULL ON OR ORDER OUTER " +
        "OVER PARTITION PRIMARY REGEXP RLIKE SELECT SET STRAIGHT_JOIN TABLE THEN UNION UNIQUE UPDATE USE USING WHEN WHERE WITH XOR " +
        "HIGH_PRIORITY SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_CALC_FOUND_ROWS SQL_NO_CACHE SQL_SMALL_RESULT " +
        // Types
        "BIGINT BLOB DEC DECIMAL DOUBLE FLOAT FLOAT4 FLOAT8 INT INT1 INT2 INT3 INT4 INT8 INTEGER LONG LONGBLOB LONGTEXT MEDIUMBLOB " +
        "MEDIUMINT MEDIUMTEXT MIDDLEINT NUMERIC REAL SMALLINT TINYBLOB TINYINT TINYTEXT UNSIGNED VARBINARY VARCHAR VARCHARACTER VARYING " +
        "ZEROFILL";

    /// <summary>Types that are no reserved words: calls unless they stand where a type stands.</summary>
    public const string Types =
        "DATETIME NCHAR NVARCHAR FIXED BIT BOOL BOOLEAN TEXT ENUM VECTOR SIGNED VARCHAR2 NUMBER RAW CLOB GEOMETRY INET4 INET6";

    /// <summary>Calls, unless a subquery stands in the parentheses.</summary>
    public const string BeforeSubquery = "ANY SOME LATERAL";
}
