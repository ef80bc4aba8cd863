namespace RoutingData.Statements;

/// <summary>
/// The functions that MariaDB (10.2 to 12) and MySQL (8.0 to 9) bring with them, and how each server finds them: what a name means was asked of
/// both servers by making a stored function of that name (docs/routing.md). A name that stands in no list, or in none of the server's
/// own, is a stored or loadable function for us.
/// </summary>
internal static class BuiltInFunctions
{
    /// <summary>Every list; a name stands in one.</summary>
    public static IEnumerable<FunctionNames> All => [.. OfBoth, .. OfMariaDb, .. OfMySql, .. OfSessions];

    private static FunctionNames[] OfBoth =>
    [
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "ABS ACOS ADDTIME AES_DECRYPT AES_ENCRYPT ASIN ATAN ATAN2 BENCHMARK BIN BIT_COUNT BIT_LENGTH CEIL CEILING " +
            "CHARACTER_LENGTH CHAR_LENGTH COERCIBILITY COMPRESS CONCAT CONCAT_WS CONV CONVERT_TZ COS COT CRC32 DATEDIFF DATE_FORMAT " +
            "DAYNAME DAYOFMONTH DAYOFWEEK DAYOFYEAR DEGREES ELT EXP EXPORT_SET EXTRACTVALUE FIELD FIND_IN_SET FLOOR FROM_BASE64 " +
            "FROM_DAYS FROM_UNIXTIME GREATEST HEX IFNULL INET6_ATON INET6_NTOA INET_ATON INET_NTOA INSTR ISNULL IS_IPV4 " +
            "IS_IPV4_COMPAT IS_IPV4_MAPPED IS_IPV6 JSON_ARRAY JSON_ARRAY_APPEND JSON_ARRAY_INSERT JSON_CONTAINS JSON_CONTAINS_PATH " +
            "JSON_DEPTH JSON_EXTRACT JSON_INSERT JSON_KEYS JSON_LENGTH JSON_MERGE JSON_MERGE_PATCH JSON_MERGE_PRESERVE JSON_OBJECT " +
            "JSON_QUOTE JSON_REMOVE JSON_REPLACE JSON_SEARCH JSON_SET JSON_TYPE JSON_UNQUOTE JSON_VALID LAST_DAY LCASE LEAST LENGTH LN " +
            "LOCATE LOG LOG10 LOG2 LOWER LPAD LTRIM MAKEDATE MAKETIME MAKE_SET MBRCONTAINS MBRDISJOINT MBREQUALS MBRINTERSECTS " +
            "MBROVERLAPS MBRTOUCHES MBRWITHIN MONTHNAME NAME_CONST NULLIF OCT OCTET_LENGTH ORD PERIOD_ADD PERIOD_DIFF PI POW POWER " +
            "QUOTE RADIANS RAND REGEXP_INSTR REGEXP_REPLACE REGEXP_SUBSTR REVERSE ROUND RPAD RTRIM SEC_TO_TIME SHA2 SIGN SIN SLEEP " +
            "SOUNDEX SPACE SQRT STRCMP STR_TO_DATE ST_AREA ST_ASBINARY ST_ASGEOJSON ST_ASTEXT ST_ASWKB ST_ASWKT ST_BUFFER " +
            "ST_CENTROID ST_CONTAINS ST_CONVEXHULL ST_CROSSES ST_DIFFERENCE ST_DIMENSION ST_DISJOINT ST_DISTANCE ST_ENDPOINT " +
            "ST_ENVELOPE ST_EQUALS ST_EXTERIORRING ST_GEOMCOLLFROMTEXT ST_GEOMCOLLFROMWKB ST_GEOMETRYCOLLECTIONFROMTEXT " +
            "ST_GEOMETRYCOLLECTIONFROMWKB ST_GEOMETRYFROMTEXT ST_GEOMETRYFROMWKB ST_GEOMETRYN ST_GEOMETRYTYPE ST_GEOMFROMGEOJSON " +
            "ST_GEOMFROMTEXT ST_GEOMFROMWKB ST_INTERIORRINGN ST_INTERSECTION ST_INTERSECTS ST_ISCLOSED ST_ISEMPTY ST_ISSIMPLE " +
            "ST_LENGTH ST_LINEFROMTEXT ST_LINEFROMWKB ST_LINESTRINGFROMTEXT ST_LINESTRINGFROMWKB ST_MLINEFROMTEXT ST_MLINEFROMWKB " +
            "ST_MPOINTFROMTEXT ST_MPOINTFROMWKB ST_MPOLYFROMTEXT ST_MPOLYFROMWKB ST_MULTILINESTRINGFROMTEXT " +
            "ST_MULTILINESTRINGFROMWKB ST_MULTIPOINTFROMTEXT ST_MULTIPOINTFROMWKB ST_MULTIPOLYGONFROMTEXT ST_MULTIPOLYGONFROMWKB " +
            "ST_NUMGEOMETRIES ST_NUMINTERIORRINGS ST_NUMPOINTS ST_OVERLAPS ST_POINTFROMTEXT ST_POINTFROMWKB ST_POINTN " +
            "ST_POLYFROMTEXT ST_POLYFROMWKB ST_POLYGONFROMTEXT ST_POLYGONFROMWKB ST_SRID ST_STARTPOINT ST_SYMDIFFERENCE ST_TOUCHES " +
            "ST_UNION ST_WITHIN ST_X ST_Y SUBSTRING_INDEX SUBTIME TAN TIMEDIFF TIME_FORMAT TIME_TO_SEC TO_BASE64 TO_DAYS TO_SECONDS " +
            "UCASE UNCOMPRESS UNCOMPRESSED_LENGTH UNHEX UNIX_TIMESTAMP UPDATEXML UPPER UUID UUID_SHORT VERSION WEEKDAY WEEKOFYEAR " +
            "YEARWEEK"),
        new(CallKind.BuiltInKeyword, CallKind.BuiltInKeyword,
            "ASCII AVG CHAR CHARSET CONVERT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATE DAY GET_FORMAT HOUR IF " +
            "INSERT INTERVAL LAST_VALUE LEFT LOCALTIME LOCALTIMESTAMP MATCH MINUTE MONTH REPEAT REPLACE RIGHT ROW ROW_NUMBER SECOND " +
            "TIME TIMESTAMP TIMESTAMPADD TIMESTAMPDIFF TRUNCATE USER UTC_DATE UTC_TIME UTC_TIMESTAMP VALUE VALUES WEIGHT_STRING " +
            "YEAR"),
        new(CallKind.BuiltInAttached, CallKind.BuiltInAttached,
            "ADDDATE BIT_AND BIT_OR BIT_XOR CAST COUNT CURDATE CURTIME DATE_ADD DATE_SUB EXTRACT GROUP_CONCAT MAX MID MIN NOW " +
            "POSITION SESSION_USER STD STDDEV STDDEV_POP STDDEV_SAMP SUBDATE SUBSTR SUBSTRING SUM SYSTEM_USER TRIM VARIANCE VAR_POP " +
            "VAR_SAMP"),
        new(CallKind.BuiltIn, CallKind.BuiltInKeyword,
            "COALESCE COLLATION CONTAINS DATABASE FORMAT GEOMETRYCOLLECTION LINESTRING MICROSECOND MOD MULTILINESTRING MULTIPOINT " +
            "MULTIPOLYGON PASSWORD POINT POLYGON QUARTER SCHEMA SRID WEEK"),
        new(CallKind.BuiltInAttached, CallKind.BuiltInKeyword,
            "CUME_DIST DENSE_RANK FIRST_VALUE LAG LEAD NTH_VALUE NTILE PERCENT_RANK RANK"),
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "MD5 SHA SHA1") { MySqlUntil = 9_0000 },
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "JSON_PRETTY RANDOM_BYTES") { MariaDbSince = 10_1000 },
        new(CallKind.BuiltInAttached, CallKind.BuiltInAttached,
            "JSON_ARRAYAGG JSON_OBJECTAGG") { MariaDbSince = 10_0500 },
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "FORMAT_BYTES") { MariaDbSince = 11_0800, MySqlSince = 8_0016 },
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "FORMAT_PICO_TIME") { MariaDbSince = 11_0000, MySqlSince = 8_0016 },
        new(CallKind.BuiltInKeyword, CallKind.BuiltIn,
            "CURRENT_ROLE"),
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "JSON_OVERLAPS") { MariaDbSince = 10_0900, MySqlSince = 8_0017 },
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "JSON_SCHEMA_VALID") { MariaDbSince = 11_0100, MySqlSince = 8_0017 },
        new(CallKind.BuiltIn, CallKind.BuiltIn,
            "ST_DISTANCE_SPHERE") { MariaDbSince = 10_0500 },
        new(CallKind.BuiltInKeyword, CallKind.BuiltInAttached,
            "SYSDATE"),
        new(CallKind.BuiltIn, CallKind.BuiltInKeyword,
            "JSON_VALUE") { MySqlSince = 8_0021 },
        new(CallKind.BuiltInKeyword, CallKind.BuiltInKeyword,
            "JSON_TABLE") { MariaDbSince = 10_0600 },
    ];

    private static FunctionNames[] OfMariaDb =>
    [
        new(CallKind.BuiltIn, CallKind.Unknown,
            "AREA ASBINARY ASTEXT ASWKB ASWKT BOUNDARY BUFFER CENTROID COLUMN_CHECK COLUMN_EXISTS COLUMN_JSON COLUMN_LIST " +
            "CONVEXHULL CROSSES DECODE DECODE_HISTOGRAM DES_DECRYPT DES_ENCRYPT DIMENSION DISJOINT ENCODE ENCRYPT ENDPOINT ENVELOPE " +
            "EQUALS EXTERIORRING GEOMCOLLFROMTEXT GEOMCOLLFROMWKB GEOMETRYCOLLECTIONFROMTEXT GEOMETRYCOLLECTIONFROMWKB " +
            "GEOMETRYFROMTEXT GEOMETRYFROMWKB GEOMETRYN GEOMETRYTYPE GEOMFROMTEXT GEOMFROMWKB GLENGTH INTERIORRINGN INTERSECTS " +
            "ISCLOSED ISEMPTY ISRING ISSIMPLE JSON_COMPACT JSON_DETAILED JSON_EXISTS JSON_LOOSE JSON_QUERY LINEFROMTEXT LINEFROMWKB " +
            "LINESTRINGFROMTEXT LINESTRINGFROMWKB MBREQUAL MLINEFROMTEXT MLINEFROMWKB MPOINTFROMTEXT MPOINTFROMWKB MPOLYFROMTEXT " +
            "MPOLYFROMWKB MULTILINESTRINGFROMTEXT MULTILINESTRINGFROMWKB MULTIPOINTFROMTEXT MULTIPOINTFROMWKB MULTIPOLYGONFROMTEXT " +
            "MULTIPOLYGONFROMWKB NUMGEOMETRIES NUMINTERIORRINGS NUMPOINTS OLD_PASSWORD OVERLAPS POINTFROMTEXT POINTFROMWKB POINTN " +
            "POINTONSURFACE POLYFROMTEXT POLYFROMWKB POLYGONFROMTEXT POLYGONFROMWKB STARTPOINT ST_BOUNDARY ST_ISRING " +
            "ST_POINTONSURFACE ST_RELATE TOUCHES WITHIN X Y"),
        new(CallKind.BuiltIn, CallKind.Unknown,
            "CHR CONCAT_OPERATOR_ORACLE DECODE_ORACLE LENGTHB LPAD_ORACLE LTRIM_ORACLE NVL NVL2 REPLACE_ORACLE RPAD_ORACLE " +
            "RTRIM_ORACLE SUBSTR_ORACLE") { MariaDbSince = 10_0300 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "UUID_V4 UUID_V7 VEC_DISTANCE_COSINE VEC_DISTANCE_EUCLIDEAN VEC_FROMTEXT VEC_TOTEXT") { MariaDbSince = 11_0700 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "JSON_EQUALS JSON_NORMALIZE NATURAL_SORT_KEY SFORMAT") { MariaDbSince = 10_0700 },
        new(CallKind.BuiltInAttached, CallKind.Unknown,
            "MEDIAN PERCENTILE_CONT PERCENTILE_DISC TRIM_ORACLE") { MariaDbSince = 10_0300 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "JSON_ARRAY_INTERSECT JSON_KEY_VALUE JSON_OBJECT_FILTER_KEYS JSON_OBJECT_TO_ARRAY") { MariaDbSince = 11_0200 },
        new(CallKind.BuiltInKeyword, CallKind.Unknown,
            "COLUMN_ADD COLUMN_CREATE COLUMN_DELETE COLUMN_GET"),
        new(CallKind.BuiltIn, CallKind.Unknown,
            "ADD_MONTHS SYS_GUID TO_CHAR") { MariaDbSince = 10_0600 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "CRC32C") { MariaDbSince = 10_0800 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "KDF") { MariaDbSince = 11_0300 },
        new(CallKind.BuiltIn, CallKind.Unknown,
            "VEC_DISTANCE") { MariaDbSince = 11_0800 },
        new(CallKind.BuiltInKeyword, CallKind.Unknown,
            "ROWNUM") { MariaDbSince = 10_0600 },
    ];

    private static FunctionNames[] OfMySql =>
    [
        new(CallKind.Unknown, CallKind.BuiltIn,
            "ANY_VALUE BIN_TO_UUID GTID_SUBSET GTID_SUBTRACT ICU_VERSION IS_UUID JSON_STORAGE_FREE JSON_STORAGE_SIZE MBRCOVEREDBY " +
            "MBRCOVERS REGEXP_LIKE ROLES_GRAPHML STATEMENT_DIGEST STATEMENT_DIGEST_TEXT ST_BUFFER_STRATEGY ST_GEOHASH " +
            "ST_GEOMCOLLFROMTXT ST_ISVALID ST_LATFROMGEOHASH ST_LONGFROMGEOHASH ST_MAKEENVELOPE ST_NUMINTERIORRING " +
            "ST_POINTFROMGEOHASH ST_SIMPLIFY ST_SWAPXY ST_VALIDATE UUID_TO_BIN VALIDATE_PASSWORD_STRENGTH"),
        new(CallKind.Unknown, CallKind.BuiltInKeyword,
            "GEOMCOLLECTION GROUPING"),
        new(CallKind.Unknown, CallKind.BuiltIn,
            "FROM_VECTOR STRING_TO_VECTOR TO_VECTOR VECTOR_DIM VECTOR_TO_STRING") { MySqlSince = 9_0000 },
        new(CallKind.Unknown, CallKind.BuiltIn,
            "ST_FRECHETDISTANCE ST_HAUSDORFFDISTANCE ST_LINEINTERPOLATEPOINT ST_LINEINTERPOLATEPOINTS ST_POINTATDISTANCE") { MySqlSince = 8_0024 },
        new(CallKind.Unknown, CallKind.BuiltIn,
            "CURRENT_ROLE_IN CURRENT_USER_IN ETAG VERSION_WITH_UPDATE") { MySqlSince = 9_0700 },
        new(CallKind.Unknown, CallKind.BuiltIn,
            "ST_LATITUDE ST_LONGITUDE ST_TRANSFORM") { MySqlSince = 8_0013 },
        new(CallKind.Unknown, CallKind.BuiltIn,
            "JSON_SCHEMA_VALIDATION_REPORT") { MySqlSince = 8_0017 },
        new(CallKind.Unknown, CallKind.BuiltInAttached,
            "ST_COLLECT") { MySqlSince = 8_0024 },
    ];

    // What is more than a value: the connection's own, the statement's before, one server's, locks and sequences.
    private static FunctionNames[] OfSessions =>
    [
        new(CallKind.AsksConnection, CallKind.AsksConnection, "LAST_INSERT_ID CONNECTION_ID"),
        new(CallKind.AsksConnection, CallKind.Unknown, "WSREP_LAST_WRITTEN_GTID WSREP_LAST_SEEN_GTID"),
        new(CallKind.AsksConnection, CallKind.Unknown, "LASTVAL") { MariaDbSince = 10_0300, IsGrammar = true },
        new(CallKind.Unknown, CallKind.AsksConnection, "PS_CURRENT_THREAD_ID PS_THREAD_ID") { MySqlSince = 8_0016 },
        new(CallKind.AsksPreviousStatement, CallKind.AsksPreviousStatement, "ROW_COUNT") { IsGrammar = true },
        new(CallKind.AsksPreviousStatement, CallKind.AsksPreviousStatement, "FOUND_ROWS"),
        new(CallKind.AsksOneServer, CallKind.AsksOneServer, "IS_FREE_LOCK IS_USED_LOCK LOAD_FILE MASTER_POS_WAIT"),
        new(CallKind.AsksOneServer, CallKind.Unknown, "MASTER_GTID_WAIT BINLOG_GTID_POS WSREP_SYNC_WAIT_UPTO_GTID"),
        new(CallKind.Unknown, CallKind.AsksOneServer, "SOURCE_POS_WAIT WAIT_FOR_EXECUTED_GTID_SET"),
        new(CallKind.TakesNamedLock, CallKind.TakesNamedLock, "GET_LOCK"),
        new(CallKind.ReleasesNamedLock, CallKind.ReleasesNamedLock, "RELEASE_LOCK"),
        new(CallKind.ReleasesAllNamedLocks, CallKind.ReleasesAllNamedLocks, "RELEASE_ALL_LOCKS"),
        new(CallKind.AdvancesSequence, CallKind.Unknown, "NEXTVAL SETVAL") { MariaDbSince = 10_0300, IsGrammar = true },

        // MariaDB's columns may have NEXTVAL for a default; MySQL refuses to evaluate a default that is an expression.
        new(CallKind.AsksDefault, CallKind.BuiltInKeyword, "DEFAULT"),
        new(CallKind.Reserved, CallKind.Unknown, "SQL_CACHE"),
        new(CallKind.Unknown, CallKind.Reserved, "ROLLUP") { MySqlSince = 9_0000 },
    ];
}
