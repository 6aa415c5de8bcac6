using Microsoft.EntityFrameworkCore;
using SmartCamera.Cloud;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddDataProtection();
builder.Services.AddDbContext<CameraDb>(options => options.UseSqlite("Data Source=camera.db"));
builder.Services.AddHttpClient<SignIn>();
builder.Services.AddScoped<PersonRights>();

var app = builder.Build();
app.MapControllers();
app.Run();
