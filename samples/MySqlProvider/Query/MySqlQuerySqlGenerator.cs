using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace MySqlProvider.Query;

/// <summary>Where MySQL's SQL differs from the standard's: LIMIT, CONCAT, and DELETE and UPDATE of an aliased table.</summary>
internal sealed class MySqlQuerySqlGenerator(QuerySqlGeneratorDependencies dependencies) : QuerySqlGenerator(dependencies)
{
    protected override void GenerateLimitOffset(SelectExpression selectExpression)
    {
        if (selectExpression is { Limit: null, Offset: null }) return;
        Sql.AppendLine().Append("LIMIT ");
        // There is no OFFSET without a LIMIT; this is the largest one there can be.
        if (selectExpression.Limit is { } limit) Visit(limit);
        else Sql.Append("18446744073709551615");
        if (selectExpression.Offset is not { } offset) return;
        Sql.Append(" OFFSET ");
        Visit(offset);
    }

    protected override Expression VisitSqlBinary(SqlBinaryExpression sqlBinaryExpression)
    {
        if (sqlBinaryExpression.OperatorType != ExpressionType.Add || sqlBinaryExpression.Type != typeof(string))
            return base.VisitSqlBinary(sqlBinaryExpression);

        Sql.Append("CONCAT(");
        Visit(sqlBinaryExpression.Left);
        Sql.Append(", ");
        Visit(sqlBinaryExpression.Right);
        Sql.Append(")");
        return sqlBinaryExpression;
    }

    protected override Expression VisitDelete(DeleteExpression deleteExpression)
    {
        var name = Dependencies.SqlGenerationHelper.DelimitIdentifier(deleteExpression.Table.Alias);
        Sql.Append($"DELETE {name}").AppendLine().Append("FROM ");
        Visit(deleteExpression.Table);
        Where(deleteExpression.SelectExpression.Predicate);
        return deleteExpression;
    }

    protected override Expression VisitUpdate(UpdateExpression updateExpression)
    {
        Sql.Append("UPDATE ");
        Visit(updateExpression.Table);
        var separator = " SET ";
        foreach (var setter in updateExpression.ColumnValueSetters)
        {
            Sql.Append(separator);
            Visit(setter.Column);
            Sql.Append(" = ");
            Visit(setter.Value);
            separator = ", ";
        }

        Where(updateExpression.SelectExpression.Predicate);
        return updateExpression;
    }

    private void Where(SqlExpression? predicate)
    {
        if (predicate is null) return;
        Sql.AppendLine().Append("WHERE ");
        Visit(predicate);
    }
}
