using System.Globalization;

namespace AuthDemo.Benchmarks.Python;

/// <summary>CPU time and memory of this process and its descendants, from /proc.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100; // USER_HZ, fixed on Linux

    /// <summary>User and system time, with those of children that have ended.</summary>
    public static double CpuSeconds() => Members().Sum(stat => long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)
        + long.Parse(stat[13], CultureInfo.InvariantCulture) + long.Parse(stat[14], CultureInfo.InvariantCulture)) / TicksPerSecond;

    /// <summary>User and system time of this process alone.</summary>
    public static double HostCpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Resident memory in MB; pages that processes share are counted in each.</summary>
    public static double ResidentMegabytes() => Members().Sum(stat => long.Parse(stat[21], CultureInfo.InvariantCulture)) * Environment.SystemPageSize / 1e6;

    /// <summary>The fields of /proc/PID/stat after the name: 0 is the state, 1 the parent.</summary>
    private static List<string[]> Members()
    {
        var all = new Dictionary<int, string[]>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                all[id] = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException) { } // the process has ended
        }
        return [.. all.Where(process => IsOurs(process.Key, all)).Select(process => process.Value)];
    }

    private static bool IsOurs(int id, Dictionary<int, string[]> all)
    {
        for (; id > 1 && all.TryGetValue(id, out var stat); id = int.Parse(stat[1], CultureInfo.InvariantCulture))
            if (id == Environment.ProcessId)
                return true;
        return false;
    }
}
