namespace AuthDemo.Simulator.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Logs_OfAWholeOrder_ContainNothingPersonalOrSecret()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = """{"endUserIp":"198.51.100.7","userVisibleData":"SGVq","requirement":{"personalNumber":"198507099821"}}""";
        var (order, phone) = await simulator.ScannedAsync("sign", body);
        await simulator.Phone.EnterCodeAsync(phone, "000000");
        await simulator.Phone.EnterCodeAsync(phone);
        await simulator.Rp.CollectAsync(order.OrderRef);
        await simulator.Rp.PostAsync("auth", body.Replace("198.51.100.7", "nowhere", StringComparison.Ordinal));

        var logs = simulator.Logs.Text;

        Assert.Contains("sign: 200", logs, StringComparison.Ordinal);
        Assert.Contains("auth: 400 invalidParameters", logs, StringComparison.Ordinal);
        string[] secrets =
        [
            order.OrderRef, order.AutoStartToken, order.QrStartToken, order.QrStartSecret, phone.Task,
            "198507099821", "Elsa", "Lindqvist", "198.51.100.7", "SGVq", "nowhere", "123456",
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs, StringComparison.OrdinalIgnoreCase));
    }
}
