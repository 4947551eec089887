using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Contract;

/// <summary>The table of differences in the project's README is what calls show: each cell is observed, and no row is without a test.</summary>
public sealed class DifferencesTests
{
    /// <summary>Each row with one arrangement for each column.</summary>
    public static TheoryData<string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in Differences.Rows.Keys)
                foreach (var arrangement in Arrangement.OneOfEachKind)
                    data.Add(row, arrangement.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task Readme_Cell_IsWhatACallShows(string row, string arrangement)
    {
        var on = Arrangement.Named(arrangement);
        Assert.Equal(Table().Single(cells => cells[0] == row)[1 + (int)on.Kind], await Differences.Rows[row](on));
    }

    [Fact]
    public void Readme_Table_HasTheRowsThatAreAsserted() => Assert.Equal(Differences.Rows.Keys, Table().Select(cells => cells[0]));

    [Fact]
    public void Readme_Table_HasAColumnForEachKindOfArrangement() =>
        Assert.All(Table(), cells => Assert.Equal(1 + Enum.GetValues<ArrangementKind>().Length, cells.Length));

    private static IEnumerable<string[]> Table() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "README.md"))
            .SkipWhile(line => !line.StartsWith("| case |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
}
