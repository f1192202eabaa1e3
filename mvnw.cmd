@echo off
rem Runs the Maven on the PATH if it is 3.8 or newer. Otherwise fetches the one pinned in
rem .mvn\wrapper\maven-wrapper.properties, checks its SHA-512 and keeps it under
rem %USERPROFILE%\.m2\wrapper\dists (MAVEN_USER_HOME moves .m2), so that the next run needs
rem no network. MVNW_REPOURL names a mirror laid out like Maven Central.
setlocal DisableDelayedExpansion

set "MVNW_MAJOR="
set "MVNW_MINOR="
for /f "tokens=3" %%v in ('mvn -v 2^>nul ^| findstr /c:"Apache Maven"') do (
  for /f "tokens=1,2 delims=." %%a in ("%%v") do (
    set "MVNW_MAJOR=%%a"
    set "MVNW_MINOR=%%b"
  )
)
if not defined MVNW_MAJOR goto pinned
if %MVNW_MAJOR% GTR 3 goto path
if %MVNW_MAJOR% EQU 3 if %MVNW_MINOR% GEQ 8 goto path
goto pinned

:path
rem Without call, which would read the arguments a second time and change them.
endlocal & mvn %*

:pinned
if not defined JAVA_HOME goto anyjava
if exist "%JAVA_HOME%\bin\java.exe" goto java
echo mvnw: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe: correct or unset it.>&2
exit /b 1
:anyjava
where java >nul 2>nul
if not errorlevel 1 goto java
echo mvnw: found no Java: install a JDK, 17 or newer, and put it on the PATH or name it in JAVA_HOME.>&2
exit /b 1

:java
set "MVNW_distributionUrl="
set "MVNW_distributionSha512Sum="
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do set "MVNW_%%a=%%b"
if not defined MVNW_distributionUrl goto noproperties
if not defined MVNW_distributionSha512Sum goto noproperties
set "MVNW_ARCHIVE=%MVNW_distributionUrl:*/apache-maven-=apache-maven-%"
set "MVNW_NAME=%MVNW_ARCHIVE:-bin.tar.gz=%"
set "MVNW_NUMBER=%MVNW_NAME:apache-maven-=%"
if defined MVNW_REPOURL set "MVNW_distributionUrl=%MVNW_REPOURL%/org/apache/maven/apache-maven/%MVNW_NUMBER%/%MVNW_ARCHIVE%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "MVNW_HOME=%MAVEN_USER_HOME%\wrapper\dists\%MVNW_NAME%\%MVNW_distributionSha512Sum:~0,16%"
if exist "%MVNW_HOME%\bin\mvn.cmd" goto run

echo mvnw: downloading Maven %MVNW_NUMBER% from %MVNW_distributionUrl%>&2
rem .NET's own methods only: cmdlets may be missing when a newer PowerShell is the caller.
powershell -NoProfile -ExecutionPolicy Bypass -Command "$ErrorActionPreference = 'Stop';" ^
  "$maven = $env:MVNW_HOME; $url = $env:MVNW_distributionUrl;" ^
  "$temp = $maven + '.new-' + [Guid]::NewGuid();" ^
  "try {" ^
  "  [void][IO.Directory]::CreateDirectory($temp);" ^
  "  $file = [IO.Path]::Combine($temp, 'download');" ^
  "  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072;" ^
  "  [Net.WebClient]::new().DownloadFile($url, $file);" ^
  "  $bytes = [Security.Cryptography.SHA512]::Create().ComputeHash([IO.File]::ReadAllBytes($file));" ^
  "  $actual = [BitConverter]::ToString($bytes).Replace('-', '');" ^
  "  if ($actual -ne $env:MVNW_distributionSha512Sum) { throw 'the SHA-512 of ' + $url + ' is not the one in maven-wrapper.properties: the download is broken or not what it should be.' };" ^
  "  & ($env:SystemRoot + '\System32\tar.exe') -xzf $file -C $temp;" ^
  "  if ($LASTEXITCODE -ne 0) { throw 'could not unpack ' + $url };" ^
  "  try { [IO.Directory]::Move([IO.Path]::Combine($temp, $env:MVNW_NAME), $maven) }" ^
  "  catch { if (-not [IO.File]::Exists($maven + '\bin\mvn.cmd')) { throw } }" ^
  "} catch {" ^
  "  [Console]::Error.WriteLine('mvnw: ' + $_.Exception.GetBaseException().Message + ' (' + $url + '; MVNW_REPOURL names a mirror)'); exit 1" ^
  "} finally {" ^
  "  if ([IO.Directory]::Exists($temp)) { [IO.Directory]::Delete($temp, $true) }" ^
  "}"
if errorlevel 1 exit /b 1

:run
endlocal & "%MVNW_HOME%\bin\mvn.cmd" %*

:noproperties
echo mvnw: "%~dp0.mvn\wrapper\maven-wrapper.properties" cannot be read, or lacks distributionUrl or distributionSha512Sum.>&2
exit /b 1
